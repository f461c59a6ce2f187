using System.Runtime.InteropServices;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Ssl;

/// <summary>
/// OpenSSL 3, the library under .NET's own TLS on Linux. See docs/decisions/tls.md for why it is used without SslStream in between.
/// </summary>
internal static unsafe partial class OpenSsl
{
    internal const string Ssl = "libssl";
    internal const string Crypto = "libcrypto";

    static OpenSsl() => SharedLibrary.EnsureResolver();

    /// <summary>Loads the library.</summary>
    /// <exception cref="PyException">ImportError: it is not installed, or too old.</exception>
    internal static void Initialize()
    {
        try
        {
            _ = OPENSSL_init_ssl(0, 0);
        }
        catch (EntryPointNotFoundException e)
        {
            throw Err.ImportError(e.Message, new PyStr("_ssl"));
        }
    }

    internal static string Text(byte* text) => text == null ? "" : Marshal.PtrToStringUTF8((nint)text) ?? "";

    // ---- errors ----

    [LibraryImport(Crypto)] internal static partial nuint ERR_peek_last_error();
    [LibraryImport(Crypto)] internal static partial void ERR_clear_error();
    [LibraryImport(Crypto)] internal static partial byte* ERR_reason_error_string(nuint code);
    [LibraryImport(Crypto)] internal static partial byte* X509_verify_cert_error_string(nint code);

    /// <summary>The library's number in an error code; system errors are those of library 2.</summary>
    internal static int Library(nuint code) => (code & 0x80000000) != 0 ? 2 : (int)(code >> 23 & 0xFF);

    internal static int Reason(nuint code) => (code & 0x80000000) != 0 ? (int)(code & 0x7FFFFFFF) : (int)(code & 0x7FFFFF);

    internal static nuint Pack(int library, int reason) => (nuint)library << 23 | (nuint)reason;

    // ---- library, random numbers, objects ----

    [LibraryImport(Ssl)] internal static partial int OPENSSL_init_ssl(ulong options, nint settings);
    [LibraryImport(Crypto)] internal static partial byte* OpenSSL_version(int what);
    [LibraryImport(Crypto)] internal static partial nuint OpenSSL_version_num();
    [LibraryImport(Crypto)] internal static partial int RAND_bytes(byte* buffer, int count);
    [LibraryImport(Crypto)] internal static partial int RAND_status();
    [LibraryImport(Crypto)] internal static partial void RAND_add(byte* buffer, int count, double entropy);
    [LibraryImport(Crypto)] internal static partial nint OBJ_txt2obj(byte* text, int noName);
    [LibraryImport(Crypto)] internal static partial nint OBJ_nid2obj(int nid);
    [LibraryImport(Crypto)] internal static partial int OBJ_obj2nid(nint obj);
    [LibraryImport(Crypto)] internal static partial int OBJ_sn2nid(byte* name);
    [LibraryImport(Crypto)] internal static partial byte* OBJ_nid2sn(int nid);
    [LibraryImport(Crypto)] internal static partial byte* OBJ_nid2ln(int nid);
    [LibraryImport(Crypto)] internal static partial int OBJ_obj2txt(byte* buffer, int length, nint obj, int noName);
    [LibraryImport(Crypto)] internal static partial void ASN1_OBJECT_free(nint obj);
    [LibraryImport(Crypto)] internal static partial byte* X509_get_default_cert_file_env();
    [LibraryImport(Crypto)] internal static partial byte* X509_get_default_cert_file();
    [LibraryImport(Crypto)] internal static partial byte* X509_get_default_cert_dir_env();
    [LibraryImport(Crypto)] internal static partial byte* X509_get_default_cert_dir();

    // ---- BIO ----

    internal const int BIO_FLAGS_READ = 1;
    internal const int BIO_FLAGS_WRITE = 2;
    internal const int BIO_FLAGS_SHOULD_RETRY = 8;
    internal const int BIO_FLAGS_RETRY_ALL = 1 | 2 | 4 | 8;
    internal const int BIO_FLAGS_IN_EOF = 0x800;
    internal const int BIO_CTRL_EOF = 2;
    internal const int BIO_CTRL_PENDING = 10;
    internal const int BIO_CTRL_FLUSH = 11;
    internal const int BIO_C_SET_BUF_MEM_EOF_RETURN = 130;

    [LibraryImport(Crypto)] internal static partial nint BIO_s_mem();
    [LibraryImport(Crypto)] internal static partial nint BIO_new(nint method);
    [LibraryImport(Crypto)] internal static partial nint BIO_new_mem_buf(byte* buffer, int length);
    [LibraryImport(Crypto, SetLastError = true)] internal static partial nint BIO_new_file(byte* path, byte* mode);
    [LibraryImport(Crypto)] internal static partial int BIO_free(nint bio);
    [LibraryImport(Crypto)] internal static partial int BIO_up_ref(nint bio);
    [LibraryImport(Crypto)] internal static partial int BIO_read(nint bio, byte* buffer, int length);
    [LibraryImport(Crypto)] internal static partial int BIO_write(nint bio, byte* buffer, int length);
    [LibraryImport(Crypto)] internal static partial nint BIO_ctrl(nint bio, int command, nint number, nint pointer);
    [LibraryImport(Crypto)] internal static partial void BIO_set_flags(nint bio, int flags);
    [LibraryImport(Crypto)] internal static partial void BIO_clear_flags(nint bio, int flags);
    [LibraryImport(Crypto)] internal static partial int BIO_test_flags(nint bio, int flags);
    [LibraryImport(Crypto)] internal static partial void BIO_set_data(nint bio, nint data);
    [LibraryImport(Crypto)] internal static partial nint BIO_get_data(nint bio);
    [LibraryImport(Crypto)] internal static partial void BIO_set_init(nint bio, int init);
    [LibraryImport(Crypto)] internal static partial nint BIO_meth_new(int type, byte* name);
    [LibraryImport(Crypto)] internal static partial int BIO_get_new_index();
    [LibraryImport(Crypto)] internal static partial int BIO_meth_set_read(nint method, delegate* unmanaged[Cdecl]<nint, byte*, int, int> read);
    [LibraryImport(Crypto)] internal static partial int BIO_meth_set_write(nint method, delegate* unmanaged[Cdecl]<nint, byte*, int, int> write);
    [LibraryImport(Crypto)] internal static partial int BIO_meth_set_ctrl(nint method, delegate* unmanaged[Cdecl]<nint, int, nint, nint, nint> ctrl);
    [LibraryImport(Crypto)] internal static partial int BIO_meth_set_create(nint method, delegate* unmanaged[Cdecl]<nint, int> create);

    // ---- certificates ----

    internal const int X509_LU_X509 = 1;
    internal const int X509_LU_CRL = 2;

    [LibraryImport(Crypto)] internal static partial void X509_free(nint certificate);
    [LibraryImport(Crypto)] internal static partial int X509_up_ref(nint certificate);
    [LibraryImport(Crypto)] internal static partial int X509_cmp(nint a, nint b);
    [LibraryImport(Crypto)] internal static partial int X509_check_ca(nint certificate);
    [LibraryImport(Crypto)] internal static partial int i2d_X509(nint certificate, byte** output);
    [LibraryImport(Crypto)] internal static partial nint d2i_X509_bio(nint bio, nint* certificate);
    [LibraryImport(Crypto)] internal static partial nint PEM_read_bio_X509(nint bio, nint* certificate, nint callback, nint data);
    [LibraryImport(Crypto)] internal static partial nint PEM_read_bio_DHparams(nint bio, nint* parameters, nint callback, nint data);
    [LibraryImport(Crypto)] internal static partial void DH_free(nint parameters);
    [LibraryImport(Crypto)] internal static partial int X509_STORE_add_cert(nint store, nint certificate);
    [LibraryImport(Crypto)] internal static partial nint X509_STORE_get0_objects(nint store);
    [LibraryImport(Crypto)] internal static partial int X509_OBJECT_get_type(nint obj);
    [LibraryImport(Crypto)] internal static partial nint X509_OBJECT_get0_X509(nint obj);
    [LibraryImport(Crypto)] internal static partial int OPENSSL_sk_num(nint stack);
    [LibraryImport(Crypto)] internal static partial nint OPENSSL_sk_value(nint stack, int index);
    [LibraryImport(Crypto)] internal static partial int X509_VERIFY_PARAM_set_flags(nint param, nuint flags);
    [LibraryImport(Crypto)] internal static partial int X509_VERIFY_PARAM_clear_flags(nint param, nuint flags);
    [LibraryImport(Crypto)] internal static partial nuint X509_VERIFY_PARAM_get_flags(nint param);
    [LibraryImport(Crypto)] internal static partial void X509_VERIFY_PARAM_set_hostflags(nint param, uint flags);
    [LibraryImport(Crypto)] internal static partial int X509_VERIFY_PARAM_set1_host(nint param, byte* name, nint length);
    [LibraryImport(Crypto)] internal static partial int X509_VERIFY_PARAM_set1_ip(nint param, byte* address, nint length);

    // ---- contexts ----

    internal const int SSL_CTRL_SET_TMP_DH = 3;
    internal const int SSL_CTRL_SESS_NUMBER = 20;
    internal const int SSL_CTRL_MODE = 33;
    internal const int SSL_CTRL_SET_TLSEXT_SERVERNAME_CB = 53;
    internal const int SSL_CTRL_SET_TLSEXT_SERVERNAME_ARG = 54;
    internal const int SSL_CTRL_SET_TLSEXT_HOSTNAME = 55;
    internal const int SSL_CTRL_SET_GROUPS = 91;
    internal const int SSL_CTRL_SET_MIN_PROTO_VERSION = 123;
    internal const int SSL_CTRL_SET_MAX_PROTO_VERSION = 124;
    internal const int SSL_CTRL_GET_MIN_PROTO_VERSION = 130;
    internal const int SSL_CTRL_GET_MAX_PROTO_VERSION = 131;
    internal const int SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER = 2;
    internal const int SSL_MODE_AUTO_RETRY = 4;
    internal const int SSL_MODE_RELEASE_BUFFERS = 16;

    [LibraryImport(Ssl)] internal static partial nint TLS_method();
    [LibraryImport(Ssl)] internal static partial nint TLS_client_method();
    [LibraryImport(Ssl)] internal static partial nint TLS_server_method();
    [LibraryImport(Ssl)] internal static partial nint TLSv1_method();
    [LibraryImport(Ssl)] internal static partial nint TLSv1_1_method();
    [LibraryImport(Ssl)] internal static partial nint TLSv1_2_method();
    [LibraryImport(Ssl)] internal static partial nint SSL_CTX_new(nint method);
    [LibraryImport(Ssl)] internal static partial void SSL_CTX_free(nint context);
    [LibraryImport(Ssl)] internal static partial nint SSL_CTX_ctrl(nint context, int command, nint number, nint pointer);
    [LibraryImport(Ssl)] internal static partial nint SSL_CTX_callback_ctrl(nint context, int command, nint callback);
    [LibraryImport(Ssl)] internal static partial ulong SSL_CTX_get_options(nint context);
    [LibraryImport(Ssl)] internal static partial ulong SSL_CTX_set_options(nint context, ulong options);
    [LibraryImport(Ssl)] internal static partial ulong SSL_CTX_clear_options(nint context, ulong options);
    [LibraryImport(Ssl)] internal static partial void SSL_CTX_set_verify(nint context, int mode, nint callback);
    [LibraryImport(Ssl)] internal static partial int SSL_CTX_get_verify_mode(nint context);
    [LibraryImport(Ssl)] internal static partial int SSL_CTX_set_cipher_list(nint context, byte* ciphers);
    [LibraryImport(Ssl)] internal static partial int SSL_CTX_set_session_id_context(nint context, byte* id, uint length);
    [LibraryImport(Ssl)] internal static partial nint SSL_CTX_get0_param(nint context);
    [LibraryImport(Ssl)] internal static partial void SSL_CTX_set_post_handshake_auth(nint context, int value);
    [LibraryImport(Ssl)] internal static partial int SSL_CTX_set_alpn_protos(nint context, byte* protocols, uint length);
    [LibraryImport(Ssl)] internal static partial void SSL_CTX_set_alpn_select_cb(nint context, delegate* unmanaged[Cdecl]<nint, byte**, byte*, byte*, uint, nint, int> callback, nint argument);
    [LibraryImport(Ssl)] internal static partial int SSL_select_next_proto(byte** output, byte* outputLength, byte* server, uint serverLength, byte* client, uint clientLength);
    [LibraryImport(Ssl, SetLastError = true)] internal static partial int SSL_CTX_use_certificate_chain_file(nint context, byte* path);
    [LibraryImport(Ssl, SetLastError = true)] internal static partial int SSL_CTX_use_PrivateKey_file(nint context, byte* path, int type);
    [LibraryImport(Ssl)] internal static partial int SSL_CTX_check_private_key(nint context);
    [LibraryImport(Ssl)] internal static partial void SSL_CTX_set_default_passwd_cb(nint context, nint callback);
    [LibraryImport(Ssl)] internal static partial void SSL_CTX_set_default_passwd_cb_userdata(nint context, nint data);
    [LibraryImport(Ssl, SetLastError = true)] internal static partial int SSL_CTX_load_verify_locations(nint context, byte* file, byte* directory);
    [LibraryImport(Ssl)] internal static partial int SSL_CTX_set_default_verify_paths(nint context);
    [LibraryImport(Ssl)] internal static partial nint SSL_CTX_get_cert_store(nint context);
    [LibraryImport(Ssl)] internal static partial void SSL_CTX_set_keylog_callback(nint context, delegate* unmanaged[Cdecl]<nint, byte*, void> callback);
    [LibraryImport(Ssl)] internal static partial void SSL_CTX_set_msg_callback(nint context, delegate* unmanaged[Cdecl]<int, int, int, byte*, nuint, nint, nint, void> callback);
    [LibraryImport(Ssl)] internal static partial int SSL_CTX_get_security_level(nint context);
    [LibraryImport(Ssl)] internal static partial int SSL_CTX_set_num_tickets(nint context, nuint count);
    [LibraryImport(Ssl)] internal static partial nuint SSL_CTX_get_num_tickets(nint context);

    // ---- connections ----

    internal const int SSL_ERROR_NONE = 0;
    internal const int SSL_ERROR_SSL = 1;
    internal const int SSL_ERROR_WANT_READ = 2;
    internal const int SSL_ERROR_WANT_WRITE = 3;
    internal const int SSL_ERROR_WANT_X509_LOOKUP = 4;
    internal const int SSL_ERROR_SYSCALL = 5;
    internal const int SSL_ERROR_ZERO_RETURN = 6;
    internal const int SSL_ERROR_WANT_CONNECT = 7;
    internal const int SSL_RECEIVED_SHUTDOWN = 2;
    internal const int SSL_VERIFY_PEER = 1;
    internal const int SSL_VERIFY_FAIL_IF_NO_PEER_CERT = 2;
    internal const int SSL_VERIFY_POST_HANDSHAKE = 8;

    [LibraryImport(Ssl)] internal static partial nint SSL_new(nint context);
    [LibraryImport(Ssl)] internal static partial void SSL_free(nint ssl);
    [LibraryImport(Ssl)] internal static partial void SSL_set_bio(nint ssl, nint read, nint write);
    [LibraryImport(Ssl)] internal static partial nint SSL_get_rbio(nint ssl);
    [LibraryImport(Ssl)] internal static partial nint SSL_set_SSL_CTX(nint ssl, nint context);
    [LibraryImport(Ssl)] internal static partial void SSL_set_connect_state(nint ssl);
    [LibraryImport(Ssl)] internal static partial void SSL_set_accept_state(nint ssl);
    [LibraryImport(Ssl)] internal static partial int SSL_do_handshake(nint ssl);
    [LibraryImport(Ssl)] internal static partial int SSL_read_ex(nint ssl, byte* buffer, nuint length, nuint* count);
    [LibraryImport(Ssl)] internal static partial int SSL_write_ex(nint ssl, byte* buffer, nuint length, nuint* count);
    [LibraryImport(Ssl)] internal static partial int SSL_pending(nint ssl);
    [LibraryImport(Ssl)] internal static partial int SSL_shutdown(nint ssl);
    [LibraryImport(Ssl)] internal static partial int SSL_get_shutdown(nint ssl);
    [LibraryImport(Ssl)] internal static partial int SSL_get_error(nint ssl, int result);
    [LibraryImport(Ssl)] internal static partial void SSL_set_read_ahead(nint ssl, int yes);
    [LibraryImport(Ssl)] internal static partial nint SSL_get_verify_result(nint ssl);
    [LibraryImport(Ssl)] internal static partial int SSL_get_verify_mode(nint ssl);
    [LibraryImport(Ssl)] internal static partial nint SSL_get_verify_callback(nint ssl);
    [LibraryImport(Ssl)] internal static partial void SSL_set_verify(nint ssl, int mode, nint callback);
    [LibraryImport(Ssl)] internal static partial void SSL_set_post_handshake_auth(nint ssl, int value);
    [LibraryImport(Ssl)] internal static partial int SSL_verify_client_post_handshake(nint ssl);
    [LibraryImport(Ssl)] internal static partial nint SSL_ctrl(nint ssl, int command, nint number, nint pointer);
    [LibraryImport(Ssl)] internal static partial nint SSL_get0_param(nint ssl);
    [LibraryImport(Ssl)] internal static partial int SSL_is_init_finished(nint ssl);
    [LibraryImport(Ssl)] internal static partial nint SSL_get1_peer_certificate(nint ssl);
    [LibraryImport(Ssl)] internal static partial nint SSL_get_peer_cert_chain(nint ssl);
    [LibraryImport(Ssl)] internal static partial nint SSL_get0_verified_chain(nint ssl);
    [LibraryImport(Ssl)] internal static partial nint SSL_get_current_cipher(nint ssl);
    [LibraryImport(Ssl)] internal static partial nint SSL_get_ciphers(nint ssl);
    [LibraryImport(Ssl)] internal static partial byte* SSL_get_version(nint ssl);
    [LibraryImport(Ssl)] internal static partial void SSL_get0_alpn_selected(nint ssl, byte** data, uint* length);
    [LibraryImport(Ssl)] internal static partial nint SSL_get_current_compression(nint ssl);
    [LibraryImport(Ssl)] internal static partial byte* SSL_COMP_get_name(nint compression);
    [LibraryImport(Ssl)] internal static partial nuint SSL_get_finished(nint ssl, byte* buffer, nuint length);
    [LibraryImport(Ssl)] internal static partial nuint SSL_get_peer_finished(nint ssl, byte* buffer, nuint length);
    [LibraryImport(Ssl)] internal static partial int SSL_session_reused(nint ssl);
    [LibraryImport(Ssl)] internal static partial nint SSL_get_session(nint ssl);
    [LibraryImport(Ssl)] internal static partial int SSL_set_session(nint ssl, nint session);
    [LibraryImport(Ssl)] internal static partial int SSL_set_ex_data(nint ssl, int index, nint data);
    [LibraryImport(Ssl)] internal static partial nint SSL_get_ex_data(nint ssl, int index);
    [LibraryImport(Ssl)] internal static partial byte* SSL_get_servername(nint ssl, int type);

    [LibraryImport(Ssl)] internal static partial byte* SSL_CIPHER_get_name(nint cipher);
    [LibraryImport(Ssl)] internal static partial byte* SSL_CIPHER_get_version(nint cipher);
    [LibraryImport(Ssl)] internal static partial int SSL_CIPHER_get_bits(nint cipher, int* algorithmBits);
    [LibraryImport(Ssl)] internal static partial uint SSL_CIPHER_get_id(nint cipher);
    [LibraryImport(Ssl)] internal static partial byte* SSL_CIPHER_description(nint cipher, byte* buffer, int length);
    [LibraryImport(Ssl)] internal static partial int SSL_CIPHER_is_aead(nint cipher);
    [LibraryImport(Ssl)] internal static partial int SSL_CIPHER_get_cipher_nid(nint cipher);
    [LibraryImport(Ssl)] internal static partial int SSL_CIPHER_get_digest_nid(nint cipher);
    [LibraryImport(Ssl)] internal static partial int SSL_CIPHER_get_kx_nid(nint cipher);
    [LibraryImport(Ssl)] internal static partial int SSL_CIPHER_get_auth_nid(nint cipher);

    [LibraryImport(Ssl)] internal static partial nint SSL_SESSION_dup(nint session);
    [LibraryImport(Ssl)] internal static partial void SSL_SESSION_free(nint session);
    [LibraryImport(Ssl)] internal static partial byte* SSL_SESSION_get_id(nint session, uint* length);
    [LibraryImport(Ssl)] internal static partial nint SSL_SESSION_get_time(nint session);
    [LibraryImport(Ssl)] internal static partial nint SSL_SESSION_get_timeout(nint session);
    [LibraryImport(Ssl)] internal static partial nuint SSL_SESSION_get_ticket_lifetime_hint(nint session);
    [LibraryImport(Ssl)] internal static partial int SSL_SESSION_has_ticket(nint session);
}
