import warnings
for source in ('1if 1else 2', '0x1for x in y', '1or 2', '1_000if 1 else 2', '1.5if 1 else 2', '1jif 1 else 2', '0b1and 2', '0o7or 2', '1e5if 1 else 2', '1in []',
               '1is 2', '"\\777"', 'b"\\777"', '"\\400"', 'f"\\777"', '"\\378"', '"\\377"', 'b"\\400\\q"', '"\\477\\d"', '"\\d\\477"'):
    for action in ('always', 'error'):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter(action)
            try:
                compile(source, 'f', 'exec')
            except SyntaxError as e:
                print(action, source, e.args)
        for m in caught:
            print(repr(source), m.category.__name__, m.message, m.lineno)
for source in ('from __future__ import x', 'from __future__ import braces', '  \nfrom __future__ import x', 'x = 1\nfrom __future__ import division',
               'from __future__ import (division,\n x)', '"""d"""; from __future__ import x'):
    try:
        compile(source, 'f', 'exec')
    except SyntaxError as e:
        print(e.args, e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset, e.msg, e.print_file_and_line)
