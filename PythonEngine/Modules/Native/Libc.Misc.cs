using System.Runtime.InteropServices;

namespace PythonEngine.Modules.Native;

/// <summary>System log, shadow passwords and locales.</summary>
internal static unsafe partial class Libc
{
    [StructLayout(LayoutKind.Sequential)]
    public struct ShadowPassword
    {
        public byte* Name;
        public byte* Password;
        public long LastChange;
        public long Minimum;
        public long Maximum;
        public long Warn;
        public long Inactive;
        public long Expire;
        public ulong Flag;
    }

    /// <summary>The struct lconv of the GNU C library.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct LocaleConventions
    {
        public byte* DecimalPoint;
        public byte* ThousandsSeparator;
        public byte* Grouping;
        public byte* InternationalCurrencySymbol;
        public byte* CurrencySymbol;
        public byte* MonetaryDecimalPoint;
        public byte* MonetaryThousandsSeparator;
        public byte* MonetaryGrouping;
        public byte* PositiveSign;
        public byte* NegativeSign;
        public sbyte InternationalFractionDigits;
        public sbyte FractionDigits;
        public sbyte PositiveCurrencyPrecedes;
        public sbyte PositiveSeparateBySpace;
        public sbyte NegativeCurrencyPrecedes;
        public sbyte NegativeSeparateBySpace;
        public sbyte PositiveSignPosition;
        public sbyte NegativeSignPosition;
        private fixed sbyte _international[6];
    }

    [LibraryImport(Lib)] public static partial void openlog(byte* ident, int option, int facility);
    [LibraryImport(Lib)] public static partial void syslog(int priority, byte* format, byte* message);
    [LibraryImport(Lib)] public static partial void closelog();
    [LibraryImport(Lib)] public static partial int setlogmask(int mask);

    [LibraryImport(Lib, SetLastError = true)] public static partial int getspnam_r(byte* name, ShadowPassword* entry, byte* buffer, nint size, ShadowPassword** result);
    [LibraryImport(Lib)] public static partial void setspent();
    [LibraryImport(Lib)] public static partial ShadowPassword* getspent();
    [LibraryImport(Lib)] public static partial void endspent();

    [LibraryImport(Lib)] public static partial byte* setlocale(int category, byte* locale);
    [LibraryImport(Lib)] public static partial LocaleConventions* localeconv();
    [LibraryImport(Lib)] public static partial byte* nl_langinfo(int item);
    [LibraryImport(Lib)] public static partial int wcscoll(int* a, int* b);
    [LibraryImport(Lib, SetLastError = true)] public static partial nuint wcsxfrm(int* target, int* source, nuint size);
    [LibraryImport(Lib)] public static partial nuint mbstowcs(int* target, byte* text, nuint size);
    [LibraryImport(Lib)] public static partial byte* gettext(byte* message);
    [LibraryImport(Lib)] public static partial byte* dgettext(byte* domain, byte* message);
    [LibraryImport(Lib)] public static partial byte* dcgettext(byte* domain, byte* message, int category);
    [LibraryImport(Lib, SetLastError = true)] public static partial byte* textdomain(byte* domain);
    [LibraryImport(Lib, SetLastError = true)] public static partial byte* bindtextdomain(byte* domain, byte* directory);
    [LibraryImport(Lib)] public static partial byte* bind_textdomain_codeset(byte* domain, byte* codeset);
}
