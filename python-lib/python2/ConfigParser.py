"""ConfigParser of Python 2."""

import configparser
from configparser import (
    DEFAULTSECT, DuplicateSectionError, Error, InterpolationDepthError, InterpolationError, InterpolationMissingOptionError,
    InterpolationSyntaxError, MAX_INTERPOLATION_DEPTH, MissingSectionHeaderError, NoOptionError, NoSectionError, ParsingError)

__all__ = ['NoSectionError', 'DuplicateSectionError', 'NoOptionError', 'InterpolationError', 'InterpolationDepthError',
           'InterpolationSyntaxError', 'ParsingError', 'MissingSectionHeaderError', 'ConfigParser', 'SafeConfigParser',
           'RawConfigParser', 'DEFAULTSECT', 'MAX_INTERPOLATION_DEPTH']


class _Lenient(configparser.BasicInterpolation):
    """Interpolation at reading only: values are stored as they come."""

    def before_set(self, parser, section, option, value):
        return value


class RawConfigParser(configparser.RawConfigParser):
    def __init__(self, defaults=None, dict_type=dict, allow_no_value=False):
        configparser.RawConfigParser.__init__(self, defaults, dict_type, allow_no_value, strict=False, **self._more)

    _more = {'inline_comment_prefixes': (';',), 'empty_lines_in_values': False}

    def readfp(self, fp, filename=None):
        self.read_file(fp, filename or getattr(fp, 'name', None) or '<???>')

    def _validate_value_types(self, **values):
        # Python 2 let a program store what it liked.
        pass

    def get(self, section, option, raw=False, vars=None, **more):
        return configparser.RawConfigParser.get(self, section, option, raw=bool(raw), vars=vars, **more)

    def items(self, section=configparser._UNSET, raw=False, vars=None):
        made = configparser.RawConfigParser.items(self, section, bool(raw), vars)
        return made if section is configparser._UNSET else list(made)


class ConfigParser(RawConfigParser):
    _DEFAULT_INTERPOLATION = _Lenient()


class SafeConfigParser(ConfigParser):
    _DEFAULT_INTERPOLATION = configparser.BasicInterpolation()

    def set(self, section, option, value=None):
        if value is not None and not isinstance(value, str):
            raise TypeError('option values must be strings')
        ConfigParser.set(self, section, option, value)
