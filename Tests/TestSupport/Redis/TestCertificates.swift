import Foundation

/// A certificate authority of a test's own and what it signs, made by `openssl` in a directory that goes with it.
public final class TestCertificates: Sendable {
  /// A certificate and its key, as files.
  public struct Identity: Sendable {
    public let certificate: String
    public let key: String

    /// What makes `redis-server` show it, and ask its clients for none.
    public func serverOptions(port: UInt16) -> [String] {
      [
        "--tls-port", "\(port)", "--tls-cert-file", certificate, "--tls-key-file", key, "--tls-ca-cert-file",
        certificate,
        "--tls-auth-clients", "no",
      ]
    }
  }

  private static let program = "/usr/bin/openssl"
  public static var isPossible: Bool { FileManager.default.isExecutableFile(atPath: program) }

  private let directory: String
  public var authority: String { directory + "/authority.pem" }

  public init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ttlscope-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    directory = folder.path
    try run(
      ["req", "-x509"] + key("authority") + ["-out", authority, "-subj", "/CN=An authority for tests", "-days", "2"])
  }

  deinit {
    try? FileManager.default.removeItem(atPath: directory)
  }

  /// - Parameters:
  ///   - names: What it is for, such as "DNS:localhost" or "IP:127.0.0.1".
  ///   - days: Until it expires; negative for the past.
  ///   - isSelfSigned: Not signed by ``authority``.
  public func identity(names: [String], days: Int = 2, isSelfSigned: Bool = false) throws -> Identity {
    let name = UUID().uuidString
    let made = Identity(certificate: "\(directory)/\(name).pem", key: "\(directory)/\(name).key")
    let request = "\(directory)/\(name).csr"
    try run(
      ["req", "-new"] + key(name) + ["-out", request, "-subj", "/CN=A server", "-addext"]
        + ["subjectAltName=" + names.joined(separator: ",")])
    let signer =
      isSelfSigned
      ? ["-signkey", made.key] : ["-CA", authority, "-CAkey", directory + "/authority.key", "-CAcreateserial"]
    try run(
      ["x509", "-req", "-in", request, "-out", made.certificate, "-days", "\(days)", "-copy_extensions", "copy"]
        + signer)
    return made
  }

  private func key(_ name: String) -> [String] {
    ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "\(directory)/\(name).key"]
  }

  private func run(_ arguments: [String]) throws {
    let run = try PipedProgram(running: Self.program, arguments: arguments)
    guard run.status == 0 else { throw PseudoTerminal.Failure(description: "openssl: \(run.errors)") }
  }
}
