#if TLS
  import COpenSSL

  /// The client's side of one TLS connection without a socket: it takes what has arrived and holds what is to be sent.
  ///
  /// TLS 1.2 is the least. The server's certificate must lead to a trusted one, be valid today, and be for the host that was
  /// asked for: by name, or for a numeric host by address. There is no way to leave out a check.
  final class TLSEngine {
    private let ssl: OpaquePointer
    /// Owned by `ssl`, like `outgoing`.
    private let incoming: OpaquePointer
    private let outgoing: OpaquePointer
    private let host: String

    init(host: String, encryption: RedisAddress.Encryption) throws(RedisFailure) {
      self.host = host
      guard let context = SSL_CTX_new(TLS_client_method()) else { throw RedisFailure("TLS: out of memory") }
      defer { SSL_CTX_free(context) }
      try Self.prepare(context, encryption)
      guard let ssl = SSL_new(context), let incoming = BIO_new(BIO_s_mem()), let outgoing = BIO_new(BIO_s_mem()) else {
        throw RedisFailure("TLS: out of memory")
      }
      (self.ssl, self.incoming, self.outgoing) = (ssl, incoming, outgoing)
      SSL_set_bio(ssl, incoming, outgoing)
      SSL_set_connect_state(ssl)
      guard Self.expect(host, of: ssl) else {
        throw RedisFailure("TLS: \"\(host)\" cannot be checked as a host's name")
      }
    }

    deinit {
      SSL_free(ssl)
    }

    private static func prepare(
      _ context: OpaquePointer, _ encryption: RedisAddress.Encryption
    ) throws(RedisFailure) {
      guard co_require_tls_1_2(context) == 1 else { throw RedisFailure("TLS 1.2 is not to be had") }
      // A server may not begin a second handshake: writing would then have to wait for reading.
      co_forbid_renegotiation(context)
      SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
      if let file = encryption.authorityFile {
        guard SSL_CTX_load_verify_locations(context, file, nil) == 1 else {
          throw RedisFailure("TLS: no certificates can be read from \(file) (PEM is wanted)")
        }
      } else if SSL_CTX_set_default_verify_paths(context) != 1 {
        throw RedisFailure("TLS: the system's certificates cannot be read")
      }
    }

    /// Whose certificate it must be. An address is never sent as the wanted name: RFC 6066 forbids it.
    private static func expect(_ host: String, of ssl: OpaquePointer) -> Bool {
      guard !host.isEmpty, let rules = SSL_get0_param(ssl) else { return false }
      X509_VERIFY_PARAM_set_hostflags(rules, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
      if X509_VERIFY_PARAM_set1_ip_asc(rules, host) == 1 { return true }
      return X509_VERIFY_PARAM_set1_host(rules, host, host.utf8.count) == 1 && co_set_server_name(ssl, host) == 1
    }

    /// Goes on with the handshake as far as what has arrived allows. True when it is done.
    func handshake() throws(RedisFailure) -> Bool {
      ERR_clear_error()
      let result = SSL_do_handshake(ssl)
      guard result == 1 else {
        if wantsMore(result) { return false }
        throw refusal() ?? RedisFailure("TLS handshake: \(Self.reason)")
      }
      if let refusal = refusal() { throw refusal }
      return true
    }

    /// What is wrong with the server's certificate; `nil` for nothing.
    private func refusal() -> RedisFailure? {
      let result = SSL_get_verify_result(ssl)
      guard result != Int(X509_V_OK) else { return nil }
      let words = String(cString: X509_verify_cert_error_string(result))
      let place =
        [X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH].contains(Int32(result)) ? " (\(host))" : ""
      return RedisFailure("the server's certificate is refused: \(words)\(place)", .refused)
    }

    /// The first `count` of `bytes` have arrived.
    func take(_ bytes: [UInt8], count: Int) {
      // A memory BIO takes all, or there is no memory, which shows as a connection that goes no further.
      BIO_write(incoming, bytes, Int32(count))
    }

    /// Everything that can be decrypted so far, in pieces.
    func read(_ sink: (UnsafeRawBufferPointer) -> Void) throws(RedisFailure) {
      ERR_clear_error()
      var buffer = [UInt8](repeating: 0, count: 16 << 10)
      while true {
        let count = SSL_read(ssl, &buffer, Int32(buffer.count))
        guard count > 0 else {
          if wantsMore(count) { return }
          throw RedisFailure(
            SSL_get_error(ssl, count) == SSL_ERROR_ZERO_RETURN ? Socket.closedByServer : "TLS: \(Self.reason)")
        }
        buffer.withUnsafeBytes { sink(UnsafeRawBufferPointer(rebasing: $0.prefix(Int(count)))) }
      }
    }

    /// The encrypted form waits in ``moveOutgoing(to:)``.
    func encrypt(_ bytes: [UInt8], from offset: Int, count: Int) throws(RedisFailure) {
      ERR_clear_error()
      let written = bytes.withUnsafeBytes { SSL_write(ssl, $0.baseAddress.map { $0 + offset }, Int32(count)) }
      guard written == Int32(count) else { throw RedisFailure("TLS: \(Self.reason)") }
    }

    /// Puts what is to be sent, a piece of it at least, in place of what `buffer` holds.
    func moveOutgoing(to buffer: inout [UInt8]) {
      let count = BIO_ctrl_pending(outgoing)
      buffer.removeAll(keepingCapacity: true)
      guard count > 0 else { return }
      buffer.append(contentsOf: repeatElement(0, count: count))
      let read = BIO_read(outgoing, &buffer, Int32(clamping: count))
      buffer.removeLast(count - Int(max(0, read)))
    }

    private func wantsMore(_ result: Int32) -> Bool { SSL_get_error(ssl, result) == SSL_ERROR_WANT_READ }

    /// Why OpenSSL failed last, in its words.
    private static var reason: String {
      ERR_reason_error_string(ERR_peek_error()).map { String(cString: $0) } ?? "failed without a reason"
    }
  }
#endif
