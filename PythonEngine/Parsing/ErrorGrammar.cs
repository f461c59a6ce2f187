namespace PythonEngine.Parsing;

/// <summary>
/// The grammar of Python 3.11 as a parsing expression grammar, with further rules (invalid_...) for source that people are known to
/// write by mistake. Only the error pass reads it: which message an error gets, and where, depends on the order in which
/// alternatives are tried and on how far each looks ahead, so that order is data here.
/// </summary>
/// <remarks>
/// <c>'x'</c> is a token, <c>"x"</c> a soft keyword, <c>&amp;&amp;</c> a token that must follow, <c>~</c> commits to an alternative,
/// <c>s.e+</c> is a list of e separated by s. After the arrow stands the kind of tree node that results, or what error to raise:
/// <c>at</c>, <c>range</c>, <c>from</c> and <c>last</c> say where, <c>%s</c> names the kind of expression, <c>%t</c> the text of a token,
/// <c>%d</c> its line.
/// </remarks>
internal static class ErrorGrammar
{
    public const string Statements = """
        file:
          | [statements] ENDMARKER -> Module
        interactive:
          | statement_newline -> Interactive
        eval:
          | expressions NEWLINE* ENDMARKER -> Expression
        func_type:
          | '(' [type_expressions] ')' '->' expression NEWLINE* ENDMARKER -> FunctionType
        fstring:
          | a=star_expressions
        type_expressions:
          | ','.expression+ ',' '*' expression ',' '**' expression
          | ','.expression+ ',' '*' expression
          | ','.expression+ ',' '**' expression
          | '*' expression ',' '**' expression
          | '*' expression
          | '**' expression
          | ','.expression+
        statements:
          | statement+
        statement:
          | compound_stmt
          | simple_stmts
        statement_newline:
          | compound_stmt NEWLINE
          | simple_stmts
          | NEWLINE
          | ENDMARKER -> interactive_exit
        simple_stmts:
          | simple_stmt !';' NEWLINE
          | ';'.simple_stmt+ [';'] NEWLINE
        simple_stmt[memo]:
          | assignment
          | star_expressions
          | &'return' return_stmt
          | &('import' | 'from') import_stmt
          | &'raise' raise_stmt
          | 'pass'
          | &'del' del_stmt
          | &'yield' yield_expr
          | &'assert' assert_stmt
          | 'break'
          | 'continue'
          | &'global' global_stmt
          | &'nonlocal' nonlocal_stmt
        compound_stmt:
          | &('def' | '@' | 'async') function_def
          | &'if' if_stmt
          | &('class' | '@') class_def
          | &('with' | 'async') with_stmt
          | &('for' | 'async') for_stmt
          | &'try' try_stmt
          | &'while' while_stmt
          | match_stmt
        assignment:
          | NAME ':' expression ['=' annotated_rhs]
          | ('(' single_target ')' | single_subscript_attribute_target) ':' expression ['=' annotated_rhs]
          | (star_targets '=')+ (yield_expr | star_expressions) !'=' [TYPECOMMENT]
          | single_target augassign ~ (yield_expr | star_expressions)
          | invalid_assignment
        annotated_rhs:
          | yield_expr
          | star_expressions
        augassign:
          | AUGASSIGN
        return_stmt:
          | 'return' [star_expressions]
        raise_stmt:
          | 'raise' expression ['from' expression]
          | 'raise'
        global_stmt:
          | 'global' ','.NAME+
        nonlocal_stmt:
          | 'nonlocal' ','.NAME+
        del_stmt:
          | 'del' del_targets &(';' | NEWLINE)
          | invalid_del_stmt
        assert_stmt:
          | 'assert' expression [',' expression]
        import_stmt:
          | import_name
          | import_from
        import_name:
          | 'import' dotted_as_names
        import_from:
          | 'from' ('.' | '...')* dotted_name 'import' import_from_targets
          | 'from' ('.' | '...')+ 'import' import_from_targets
        import_from_targets:
          | '(' import_from_as_names [','] ')'
          | import_from_as_names !','
          | '*'
          | invalid_import_from_targets
        import_from_as_names:
          | ','.import_from_as_name+
        import_from_as_name:
          | NAME ['as' NAME]
        dotted_as_names:
          | ','.dotted_as_name+
        dotted_as_name:
          | dotted_name ['as' NAME]
        dotted_name[left]:
          | dotted_name '.' NAME
          | NAME
        block[memo]:
          | NEWLINE INDENT statements DEDENT
          | simple_stmts
          | invalid_block
        decorators:
          | ('@' named_expression NEWLINE)+
        class_def:
          | decorators class_def_raw
          | class_def_raw
        class_def_raw:
          | invalid_class_def_raw
          | 'class' NAME ['(' [arguments] ')'] ':' block
        function_def:
          | decorators function_def_raw
          | function_def_raw
        function_def_raw:
          | invalid_def_raw
          | 'def' NAME &&'(' [params] ')' ['->' expression] &&':' [func_type_comment] block
          | 'async' 'def' NAME &&'(' [params] ')' ['->' expression] &&':' [func_type_comment] block
        func_type_comment:
          | NEWLINE TYPECOMMENT &(NEWLINE INDENT)
          | TYPECOMMENT
        params:
          | invalid_parameters
          | parameters
        parameters:
          | slash_no_default param_no_default* param_with_default* [star_etc]
          | slash_with_default param_with_default* [star_etc]
          | param_no_default+ param_with_default* [star_etc]
          | param_with_default+ [star_etc]
          | star_etc
        slash_no_default:
          | param_no_default+ '/' ','
          | param_no_default+ '/' &')'
        slash_with_default:
          | param_no_default* param_with_default+ '/' ','
          | param_no_default* param_with_default+ '/' &')'
        star_etc:
          | invalid_star_etc
          | '*' param_no_default param_maybe_default* [kwds]
          | '*' param_no_default_star_annotation param_maybe_default* [kwds]
          | '*' ',' param_maybe_default+ [kwds]
          | kwds
        kwds:
          | invalid_kwds
          | '**' param_no_default
        param_no_default:
          | a=param ',' TYPECOMMENT? -> same
          | a=param TYPECOMMENT? &')' -> same
        param_no_default_star_annotation:
          | param_star_annotation ',' TYPECOMMENT?
          | param_star_annotation TYPECOMMENT? &')'
        param_with_default:
          | param default ',' TYPECOMMENT?
          | param default TYPECOMMENT? &')'
        param_maybe_default:
          | param default? ',' TYPECOMMENT?
          | param default? TYPECOMMENT? &')'
        param:
          | NAME annotation? -> Arg
        param_star_annotation:
          | NAME ':' star_expression
        annotation:
          | ':' expression
        default:
          | '=' expression
          | invalid_default
        if_stmt:
          | invalid_if_stmt
          | 'if' named_expression ':' block elif_stmt
          | 'if' named_expression ':' block [else_block]
        elif_stmt:
          | invalid_elif_stmt
          | 'elif' named_expression ':' block elif_stmt
          | 'elif' named_expression ':' block [else_block]
        else_block:
          | invalid_else_stmt
          | 'else' &&':' block
        while_stmt:
          | invalid_while_stmt
          | 'while' named_expression ':' block [else_block]
        for_stmt:
          | invalid_for_stmt
          | 'for' star_targets 'in' ~ star_expressions ':' [TYPECOMMENT] block [else_block]
          | 'async' 'for' star_targets 'in' ~ star_expressions ':' [TYPECOMMENT] block [else_block]
          | invalid_for_target
        with_stmt:
          | invalid_with_stmt_indent
          | 'with' '(' ','.with_item+ ','? ')' ':' block
          | 'with' ','.with_item+ ':' [TYPECOMMENT] block
          | 'async' 'with' '(' ','.with_item+ ','? ')' ':' block
          | 'async' 'with' ','.with_item+ ':' [TYPECOMMENT] block
          | invalid_with_stmt
        with_item:
          | expression 'as' star_target &(',' | ')' | ':')
          | invalid_with_item
          | expression
        try_stmt:
          | invalid_try_stmt
          | 'try' &&':' block finally_block
          | 'try' &&':' block except_block+ [else_block] [finally_block]
          | 'try' &&':' block except_star_block+ [else_block] [finally_block]
        except_block:
          | invalid_except_stmt_indent
          | 'except' expression ['as' NAME] ':' block
          | 'except' ':' block
          | invalid_except_stmt
        except_star_block:
          | invalid_except_star_stmt_indent
          | 'except' '*' expression ['as' NAME] ':' block
          | invalid_except_stmt
        finally_block:
          | invalid_finally_stmt
          | 'finally' &&':' block
        match_stmt:
          | "match" subject_expr ':' NEWLINE INDENT case_block+ DEDENT
          | invalid_match_stmt
        subject_expr:
          | star_named_expression ',' star_named_expressions?
          | named_expression
        case_block:
          | invalid_case_block
          | "case" patterns guard? ':' block
        guard:
          | 'if' named_expression
        """;

    public const string Patterns = """
        patterns:
          | open_sequence_pattern
          | pattern
        pattern:
          | as_pattern
          | or_pattern
        as_pattern:
          | or_pattern 'as' pattern_capture_target
          | invalid_as_pattern
        or_pattern:
          | a='|'.closed_pattern+ -> MatchOr
        closed_pattern[memo]:
          | literal_pattern
          | capture_pattern
          | wildcard_pattern
          | value_pattern
          | group_pattern
          | sequence_pattern
          | mapping_pattern
          | class_pattern
        literal_pattern:
          | literal_expr
        literal_expr:
          | signed_number !('+' | '-')
          | complex_number
          | strings
          | 'None'
          | 'True'
          | 'False'
        complex_number:
          | signed_real_number '+' imaginary_number
          | signed_real_number '-' imaginary_number
        signed_number:
          | NUMBER
          | '-' NUMBER
        signed_real_number:
          | real_number
          | '-' real_number
        real_number:
          | a=NUMBER -> real_number
        imaginary_number:
          | a=NUMBER -> imaginary_number
        capture_pattern:
          | pattern_capture_target
        pattern_capture_target:
          | !"_" a=NAME !('.' | '(' | '=') -> same
        wildcard_pattern:
          | "_"
        value_pattern:
          | a=attr !('.' | '(' | '=') -> same
        attr[left]:
          | name_or_attr '.' NAME -> Attribute
        name_or_attr:
          | attr
          | NAME
        group_pattern:
          | '(' a=pattern ')' -> same
        sequence_pattern:
          | '[' maybe_sequence_pattern? ']' -> MatchSequence
          | '(' open_sequence_pattern? ')' -> MatchSequence
        open_sequence_pattern:
          | maybe_star_pattern ',' maybe_sequence_pattern?
        maybe_sequence_pattern:
          | ','.maybe_star_pattern+ ','?
        maybe_star_pattern:
          | star_pattern
          | pattern
        star_pattern[memo]:
          | '*' pattern_capture_target
          | '*' wildcard_pattern
        mapping_pattern:
          | '{' '}'
          | '{' double_star_pattern ','? '}'
          | '{' items_pattern ',' double_star_pattern ','? '}'
          | '{' items_pattern ','? '}'
        items_pattern:
          | ','.key_value_pattern+
        key_value_pattern:
          | (literal_expr | attr) ':' pattern
        double_star_pattern:
          | '**' pattern_capture_target
        class_pattern:
          | name_or_attr '(' ')'
          | name_or_attr '(' positional_patterns ','? ')'
          | name_or_attr '(' keyword_patterns ','? ')'
          | name_or_attr '(' positional_patterns ',' keyword_patterns ','? ')'
          | invalid_class_pattern
        positional_patterns:
          | a=','.pattern+ -> same
        keyword_patterns:
          | ','.keyword_pattern+
        keyword_pattern:
          | NAME '=' pattern
        """;

    public const string Expressions = """
        expressions:
          | expression (',' expression)+ [','] -> Tuple
          | expression ',' -> Tuple
          | expression
        expression[memo]:
          | invalid_expression
          | invalid_legacy_expression
          | disjunction 'if' disjunction 'else' expression -> IfExp
          | disjunction
          | lambdef
        yield_expr:
          | 'yield' 'from' expression -> YieldFrom
          | 'yield' [star_expressions] -> Yield
        star_expressions:
          | a=star_expression b=(',' a=star_expression -> same)+ [','] -> Tuple
          | a=star_expression ',' -> Tuple
          | star_expression
        star_expression[memo]:
          | '*' a=bitwise_or -> Starred
          | expression
        star_named_expressions:
          | a=','.star_named_expression+ [','] -> same
        star_named_expression:
          | '*' a=bitwise_or -> Starred
          | named_expression
        assignment_expression:
          | NAME ':=' ~ expression -> NamedExpr
        named_expression:
          | assignment_expression
          | invalid_named_expression
          | a=expression !':=' -> same
        disjunction[memo]:
          | conjunction ('or' conjunction)+ -> BoolOp
          | conjunction
        conjunction[memo]:
          | inversion ('and' inversion)+ -> BoolOp
          | inversion
        inversion[memo]:
          | 'not' inversion -> UnaryOp
          | comparison
        comparison:
          | a=bitwise_or b=compare_op_bitwise_or_pair+ -> Compare
          | bitwise_or
        compare_op_bitwise_or_pair:
          | '==' bitwise_or
          | NOTEQUAL bitwise_or
          | '<=' bitwise_or
          | '<' bitwise_or
          | '>=' bitwise_or
          | '>' bitwise_or
          | 'not' 'in' bitwise_or
          | 'in' bitwise_or -> In
          | 'is' 'not' bitwise_or
          | 'is' bitwise_or
        bitwise_or[left]:
          | bitwise_or '|' bitwise_xor -> BinOp
          | bitwise_xor
        bitwise_xor[left]:
          | bitwise_xor '^' bitwise_and -> BinOp
          | bitwise_and
        bitwise_and[left]:
          | bitwise_and '&' shift_expr -> BinOp
          | shift_expr
        shift_expr[left]:
          | shift_expr '<<' sum -> BinOp
          | shift_expr '>>' sum -> BinOp
          | sum
        sum[left]:
          | sum '+' term -> BinOp
          | sum '-' term -> BinOp
          | term
        term[left]:
          | term '*' factor -> BinOp
          | term '/' factor -> BinOp
          | term '//' factor -> BinOp
          | term '%' factor -> BinOp
          | term '@' factor -> BinOp
          | factor
        factor[memo]:
          | '+' factor -> UnaryOp
          | '-' factor -> UnaryOp
          | '~' factor -> UnaryOp
          | power
        power:
          | await_primary '**' factor -> BinOp
          | await_primary
        await_primary[memo]:
          | 'await' primary -> Await
          | primary
        primary[left]:
          | primary '.' NAME -> Attribute
          | primary genexp -> Call
          | primary '(' [arguments] ')' -> Call
          | primary '[' slices ']' -> Subscript
          | atom
        slices:
          | a=slice !',' -> same
          | ','.(slice | starred_expression)+ [','] -> Tuple
        slice:
          | [expression] ':' [expression] [':' [expression]] -> Slice
          | named_expression
        atom:
          | NAME
          | 'True'
          | 'False'
          | 'None'
          | &STRING strings
          | NUMBER
          | &'(' (tuple | group | genexp)
          | &'[' (list | listcomp)
          | &'{' (dict | set | dictcomp | setcomp)
          | '...'
        group:
          | '(' a=(yield_expr | named_expression) ')' -> same
          | invalid_group
        lambdef:
          | 'lambda' [lambda_params] ':' expression -> Lambda
        lambda_params:
          | invalid_lambda_parameters
          | lambda_parameters
        lambda_parameters:
          | lambda_slash_no_default lambda_param_no_default* lambda_param_with_default* [lambda_star_etc]
          | lambda_slash_with_default lambda_param_with_default* [lambda_star_etc]
          | lambda_param_no_default+ lambda_param_with_default* [lambda_star_etc]
          | lambda_param_with_default+ [lambda_star_etc]
          | lambda_star_etc
        lambda_slash_no_default:
          | lambda_param_no_default+ '/' ','
          | lambda_param_no_default+ '/' &':'
        lambda_slash_with_default:
          | lambda_param_no_default* lambda_param_with_default+ '/' ','
          | lambda_param_no_default* lambda_param_with_default+ '/' &':'
        lambda_star_etc:
          | invalid_lambda_star_etc
          | '*' lambda_param_no_default lambda_param_maybe_default* [lambda_kwds]
          | '*' ',' lambda_param_maybe_default+ [lambda_kwds]
          | lambda_kwds
        lambda_kwds:
          | invalid_lambda_kwds
          | '**' lambda_param_no_default
        lambda_param_no_default:
          | a=lambda_param ',' -> same
          | a=lambda_param &':'
        lambda_param_with_default:
          | lambda_param default ','
          | lambda_param default &':'
        lambda_param_maybe_default:
          | lambda_param default? ','
          | lambda_param default? &':'
        lambda_param:
          | NAME
        strings[memo]:
          | STRING+ -> strings
        list:
          | '[' a=[star_named_expressions] ']' -> List
        tuple:
          | '(' a=[tuple_items] ')' -> Tuple
        tuple_items:
          | a=star_named_expression ',' b=[star_named_expressions] -> join
        set:
          | '{' star_named_expressions '}' -> Set
        dict:
          | '{' [double_starred_kvpairs] '}' -> Dict
          | '{' invalid_double_starred_kvpairs '}'
        double_starred_kvpairs:
          | ','.double_starred_kvpair+ [',']
        double_starred_kvpair:
          | '**' bitwise_or
          | kvpair
        kvpair:
          | expression ':' expression
        for_if_clauses:
          | for_if_clause+
        for_if_clause:
          | 'async' 'for' a=star_targets 'in' ~ b=disjunction c=('if' disjunction)* -> Comprehension
          | 'for' a=star_targets 'in' ~ b=disjunction c=('if' disjunction)* -> Comprehension
          | invalid_for_target
        listcomp:
          | '[' named_expression for_if_clauses ']' -> ListComp
          | invalid_comprehension
        setcomp:
          | '{' named_expression for_if_clauses '}' -> SetComp
          | invalid_comprehension
        genexp:
          | '(' (assignment_expression | expression !':=') for_if_clauses ')' -> GeneratorExp
          | invalid_comprehension
        dictcomp:
          | '{' kvpair for_if_clauses '}' -> DictComp
          | invalid_dict_comprehension
        arguments[memo]:
          | a=args [','] &')' -> same
          | invalid_arguments
        args:
          | a=','.(starred_expression | a=(assignment_expression | a=expression !':=' -> same) !'=' -> same)+ b=[',' a=kwargs -> same] -> args
          | a=kwargs -> args
        kwargs:
          | a=','.kwarg_or_starred+ ',' b=','.kwarg_or_double_starred+ -> join
          | ','.kwarg_or_starred+
          | ','.kwarg_or_double_starred+
        starred_expression:
          | '*' a=expression -> Starred
        kwarg_or_starred:
          | invalid_kwarg
          | NAME '=' expression -> Keyword
          | starred_expression
        kwarg_or_double_starred:
          | invalid_kwarg
          | NAME '=' expression -> Keyword
          | '**' expression -> double_star
        star_targets:
          | a=star_target !',' -> same
          | star_target (',' star_target)* [','] -> Tuple
        star_targets_list_seq:
          | ','.star_target+ [',']
        star_targets_tuple_seq:
          | star_target (',' star_target)+ [',']
          | star_target ','
        star_target[memo]:
          | '*' (!'*' star_target) -> Starred
          | target_with_star_atom
        target_with_star_atom[memo]:
          | t_primary '.' NAME !t_lookahead -> Attribute
          | t_primary '[' slices ']' !t_lookahead -> Subscript
          | star_atom
        star_atom:
          | NAME
          | '(' target_with_star_atom ')'
          | '(' [star_targets_tuple_seq] ')' -> Tuple
          | '[' [star_targets_list_seq] ']' -> List
        single_target:
          | single_subscript_attribute_target
          | NAME
          | '(' single_target ')'
        single_subscript_attribute_target:
          | t_primary '.' NAME !t_lookahead
          | t_primary '[' slices ']' !t_lookahead
        t_primary[left]:
          | t_primary '.' NAME &t_lookahead
          | t_primary '[' slices ']' &t_lookahead
          | t_primary genexp &t_lookahead
          | t_primary '(' [arguments] ')' &t_lookahead
          | a=atom &t_lookahead
        t_lookahead:
          | '('
          | '['
          | '.'
        del_targets:
          | ','.del_target+ [',']
        del_target[memo]:
          | t_primary '.' NAME !t_lookahead
          | t_primary '[' slices ']' !t_lookahead
          | del_t_atom
        del_t_atom:
          | NAME
          | '(' del_target ')'
          | '(' [del_targets] ')'
          | '[' [del_targets] ']'
        """;

    public const string Mistakes = """
        invalid_arguments:
          | a=args ',' '*' -> at a `iterable argument unpacking follows keyword argument unpacking`
          | a=expression b=for_if_clauses ',' [args | expression for_if_clauses] -> genexp_range
          | a=NAME b='=' expression for_if_clauses -> range a b `invalid syntax. Maybe you meant '==' or ':=' instead of '='?`
          | a=args b=for_if_clauses -> bare_genexp
          | args ',' a=expression b=for_if_clauses -> genexp_target
          | a=args ',' args -> argument_order
        invalid_kwarg:
          | a=('True' | 'False' | 'None') b='=' -> range a b `cannot assign to %t`
          | a=NAME b='=' expression for_if_clauses -> range a b `invalid syntax. Maybe you meant '==' or ':=' instead of '='?`
          | !(NAME '=') a=expression b='=' -> range a b `expression cannot contain assignment, perhaps you meant "=="?`
        expression_without_invalid[noinvalid]:
          | disjunction 'if' disjunction 'else' expression -> IfExp
          | disjunction
          | lambdef
        invalid_legacy_expression:
          | a=NAME !'(' b=star_expressions -> legacy
        invalid_expression:
          | !(NAME STRING | SOFTKEYWORD) a=disjunction b=expression_without_invalid -> forgot_comma
          | a=disjunction 'if' b=disjunction !('else' | ':') -> range a b `expected 'else' after 'if' expression`
        invalid_named_expression[memo]:
          | a=expression ':=' expression -> at a `cannot use assignment expressions with %s`
          | a=NAME '=' b=bitwise_or !('=' | ':=') -> range a b `invalid syntax. Maybe you meant '==' or ':=' instead of '='?`
          | !(list | tuple | genexp | 'True' | 'None' | 'False') a=bitwise_or b='=' bitwise_or !('=' | ':=') -> at a `cannot assign to %s here. Maybe you meant '==' instead of '='?`
        invalid_assignment:
          | a=invalid_ann_assign_target ':' expression -> at a `only single target (not %s) can be annotated`
          | a=star_named_expression ',' star_named_expressions* ':' expression -> at a `only single target (not tuple) can be annotated`
          | a=expression ':' expression -> at a `illegal target for annotation`
          | (star_targets '=')* a=star_expressions '=' -> star_target
          | (star_targets '=')* a=yield_expr '=' -> at a `assignment to yield expression not possible`
          | a=star_expressions augassign (yield_expr | star_expressions) -> at a `'%s' is an illegal expression for augmented assignment`
        invalid_ann_assign_target:
          | list
          | tuple
          | '(' a=invalid_ann_assign_target ')' -> same
        invalid_del_stmt:
          | 'del' a=star_expressions -> del_target
        invalid_block:
          | NEWLINE !INDENT -> indent `expected an indented block`
        invalid_comprehension:
          | ('[' | '(' | '{') a=starred_expression for_if_clauses -> at a `iterable unpacking cannot be used in comprehension`
          | ('[' | '{') a=star_named_expression ',' b=star_named_expressions for_if_clauses -> range_last a b `did you forget parentheses around the comprehension target?`
          | ('[' | '{') a=star_named_expression b=',' for_if_clauses -> range a b `did you forget parentheses around the comprehension target?`
        invalid_dict_comprehension:
          | '{' a='**' bitwise_or for_if_clauses '}' -> at a `dict unpacking cannot be used in dict comprehension`
        invalid_parameters:
          | param_no_default* invalid_parameters_helper a=param_no_default -> at a `non-default argument follows default argument`
          | param_no_default* a='(' param_no_default+ ','? b=')' -> range a b `Function parameters cannot be parenthesized`
          | a='/' ',' -> at a `at least one argument must precede /`
          | (slash_no_default | slash_with_default) param_maybe_default* a='/' -> at a `/ may appear only once`
          | (slash_no_default | slash_with_default)? param_maybe_default* '*' (',' | param_no_default) param_maybe_default* a='/' -> at a `/ must be ahead of *`
          | param_maybe_default+ '/' a='*' -> at a `expected comma between / and *`
        invalid_parameters_helper:
          | slash_with_default
          | param_with_default+
        invalid_default:
          | a='=' &(')' | ',') -> at a `expected default value expression`
        invalid_star_etc:
          | a='*' (')' | ',' (')' | '**')) -> at a `named arguments must follow bare *`
          | '*' ',' TYPECOMMENT -> last `bare * has associated type comment`
          | '*' param a='=' -> at a `var-positional argument cannot have default value`
          | '*' (param_no_default | ',') param_maybe_default* a='*' (param_no_default | ',') -> at a `* argument may appear only once`
        invalid_kwds:
          | '**' param a='=' -> at a `var-keyword argument cannot have default value`
          | '**' param ',' a=param -> at a `arguments cannot follow var-keyword argument`
          | '**' param ',' a=('*' | '**' | '/') -> at a `arguments cannot follow var-keyword argument`
        invalid_lambda_parameters:
          | lambda_param_no_default* invalid_lambda_parameters_helper a=lambda_param_no_default -> at a `non-default argument follows default argument`
          | lambda_param_no_default* a='(' ','.lambda_param+ ','? b=')' -> range a b `Lambda expression parameters cannot be parenthesized`
          | a='/' ',' -> at a `at least one argument must precede /`
          | (lambda_slash_no_default | lambda_slash_with_default) lambda_param_maybe_default* a='/' -> at a `/ may appear only once`
          | (lambda_slash_no_default | lambda_slash_with_default)? lambda_param_maybe_default* '*' (',' | lambda_param_no_default) lambda_param_maybe_default* a='/' -> at a `/ must be ahead of *`
          | lambda_param_maybe_default+ '/' a='*' -> at a `expected comma between / and *`
        invalid_lambda_parameters_helper:
          | lambda_slash_with_default
          | lambda_param_with_default+
        invalid_lambda_star_etc:
          | '*' (':' | ',' (':' | '**')) -> last `named arguments must follow bare *`
          | '*' lambda_param a='=' -> at a `var-positional argument cannot have default value`
          | '*' (lambda_param_no_default | ',') lambda_param_maybe_default* a='*' (lambda_param_no_default | ',') -> at a `* argument may appear only once`
        invalid_lambda_kwds:
          | '**' lambda_param a='=' -> at a `var-keyword argument cannot have default value`
          | '**' lambda_param ',' a=lambda_param -> at a `arguments cannot follow var-keyword argument`
          | '**' lambda_param ',' a=('*' | '**' | '/') -> at a `arguments cannot follow var-keyword argument`
        invalid_with_item:
          | expression 'as' a=expression &(',' | ')' | ':') -> star_target
        invalid_for_target:
          | 'async'? 'for' a=star_expressions -> for_target
        invalid_group:
          | '(' a=starred_expression ')' -> at a `cannot use starred expression here`
          | '(' a='**' expression ')' -> at a `cannot use double starred expression here`
        invalid_import_from_targets:
          | import_from_as_names ',' NEWLINE -> last `trailing comma not allowed without surrounding parentheses`
        invalid_with_stmt:
          | ['async'] 'with' ','.(expression ['as' star_target])+ NEWLINE -> last `expected ':'`
          | ['async'] 'with' '(' ','.(expressions ['as' star_target])+ ','? ')' NEWLINE -> last `expected ':'`
        invalid_with_stmt_indent:
          | ['async'] a='with' ','.(expression ['as' star_target])+ ':' NEWLINE !INDENT -> indent `expected an indented block after 'with' statement on line %d`
          | ['async'] a='with' '(' ','.(expressions ['as' star_target])+ ','? ')' ':' NEWLINE !INDENT -> indent `expected an indented block after 'with' statement on line %d`
        invalid_try_stmt:
          | a='try' ':' NEWLINE !INDENT -> indent `expected an indented block after 'try' statement on line %d`
          | 'try' ':' block !('except' | 'finally') -> last `expected 'except' or 'finally' block`
          | 'try' ':' block* except_block+ a='except' b='*' expression ['as' NAME] ':' -> range a b `cannot have both 'except' and 'except*' on the same 'try'`
          | 'try' ':' block* except_star_block+ a='except' [expression ['as' NAME]] ':' -> at a `cannot have both 'except' and 'except*' on the same 'try'`
        invalid_except_stmt:
          | 'except' '*'? a=expression ',' expressions ['as' NAME] ':' -> from a `multiple exception types must be parenthesized`
          | 'except' '*'? expression ['as' NAME] NEWLINE -> last `expected ':'`
          | 'except' NEWLINE -> last `expected ':'`
          | 'except' '*' (NEWLINE | ':') -> last `expected one or more exception types`
        invalid_finally_stmt:
          | a='finally' ':' NEWLINE !INDENT -> indent `expected an indented block after 'finally' statement on line %d`
        invalid_except_stmt_indent:
          | a='except' expression ['as' NAME] ':' NEWLINE !INDENT -> indent `expected an indented block after 'except' statement on line %d`
          | a='except' ':' NEWLINE !INDENT -> indent `expected an indented block after 'except' statement on line %d`
        invalid_except_star_stmt_indent:
          | a='except' '*' expression ['as' NAME] ':' NEWLINE !INDENT -> indent `expected an indented block after 'except*' statement on line %d`
        invalid_match_stmt:
          | "match" subject_expr NEWLINE -> last `expected ':'`
          | a="match" subject_expr ':' NEWLINE !INDENT -> indent `expected an indented block after 'match' statement on line %d`
        invalid_case_block:
          | "case" patterns guard? NEWLINE -> last `expected ':'`
          | a="case" patterns guard? ':' NEWLINE !INDENT -> indent `expected an indented block after 'case' statement on line %d`
        invalid_as_pattern:
          | or_pattern 'as' a="_" -> at a `cannot use '_' as a target`
          | or_pattern 'as' !NAME a=expression -> at a `invalid pattern target`
        invalid_class_pattern:
          | name_or_attr '(' a=invalid_class_argument_pattern -> first_last a `positional patterns follow keyword patterns`
        invalid_class_argument_pattern:
          | [positional_patterns ','] keyword_patterns ',' a=positional_patterns -> same
        invalid_if_stmt:
          | 'if' named_expression NEWLINE -> last `expected ':'`
          | a='if' named_expression ':' NEWLINE !INDENT -> indent `expected an indented block after 'if' statement on line %d`
        invalid_elif_stmt:
          | 'elif' named_expression NEWLINE -> last `expected ':'`
          | a='elif' named_expression ':' NEWLINE !INDENT -> indent `expected an indented block after 'elif' statement on line %d`
        invalid_else_stmt:
          | a='else' ':' NEWLINE !INDENT -> indent `expected an indented block after 'else' statement on line %d`
        invalid_while_stmt:
          | 'while' named_expression NEWLINE -> last `expected ':'`
          | a='while' named_expression ':' NEWLINE !INDENT -> indent `expected an indented block after 'while' statement on line %d`
        invalid_for_stmt:
          | ['async'] 'for' star_targets 'in' star_expressions NEWLINE -> last `expected ':'`
          | ['async'] a='for' star_targets 'in' star_expressions ':' NEWLINE !INDENT -> indent `expected an indented block after 'for' statement on line %d`
        invalid_def_raw:
          | ['async'] a='def' NAME '(' [params] ')' ['->' expression] ':' NEWLINE !INDENT -> indent `expected an indented block after function definition on line %d`
        invalid_class_def_raw:
          | 'class' NAME ['(' [arguments] ')'] NEWLINE -> last `expected ':'`
          | a='class' NAME ['(' [arguments] ')'] ':' NEWLINE !INDENT -> indent `expected an indented block after class definition on line %d`
        invalid_double_starred_kvpairs:
          | ','.double_starred_kvpair+ ',' invalid_kvpair
          | expression ':' a='*' bitwise_or -> from a `cannot use a starred expression in a dictionary value`
          | expression a=':' &('}' | ',') -> at a `expression expected after dictionary key and ':'`
        invalid_kvpair:
          | a=expression !':' -> missing_colon
          | expression ':' a='*' bitwise_or -> from a `cannot use a starred expression in a dictionary value`
          | expression a=':' &('}' | ',') -> at a `expression expected after dictionary key and ':'`
        """;
}
