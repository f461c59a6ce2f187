def kind(x):
    match x:
        case 0:
            return 'zero'
        case int(n) if n < 0:
            return 'negative'
        case [a, b]:
            return ('pair', a, b)
        case [a, *rest]:
            return ('list', a, rest)
        case {'k': v}:
            return ('dict', v)
        case str() as s:
            return 'string ' + s
        case None | True:
            return 'special'
        case _:
            return 'other'


for x in (0, -5, [1, 2], [1, 2, 3], {'k': 9}, 'hey', None, True, 5, 2.5):
    print(kind(x))
