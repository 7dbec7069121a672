import ArgumentParser
import CacheEngine
import TUI

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// As whom to talk to the server. A password never stands in an argument, where all users of the machine could read it.
struct LoginOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Log in to the server as this user.", valueName: "name"))
  var user: String?

  @Option(
    help: ArgumentHelp(
      "Take the password from the first line of this file, which only you may be able to read.",
      discussion: "Without it: $TTLSCOPE_REDIS_PASSWORD, $REDISCLI_AUTH, or the one in $REDIS_URL.", valueName: "file"))
  var passwordFile: String?

  @Flag(help: "Ask for the password on the terminal.")
  var askPassword = false

  @Option(
    help: ArgumentHelp(
      "With rediss://: trust the certificates in this file (PEM) instead of the system's.", valueName: "file"))
  var tlsCa: String?

  func validate() throws {
    if passwordFile != nil, askPassword {
      throw ValidationError("--password-file and --ask-password are two ways for the same password: use one")
    }
    if user?.isEmpty == true { throw ValidationError("--user must not be empty") }
  }

  /// The first option that was given, for a store that has no use for any.
  var given: String? {
    if user != nil { return "--user" }
    if passwordFile != nil { return "--password-file" }
    if askPassword { return "--ask-password" }
    return tlsCa == nil ? nil : "--tls-ca"
  }

  /// - Parameter environment: a password that may be used for this server.
  func apply(to address: inout RedisAddress, environment: String?) throws {
    if let tlsCa {
      guard address.encryption != nil else { throw ValidationError("--tls-ca is for servers reached by rediss://") }
      if case .failure(let failure) = ScenarioFile.bytes(of: tlsCa, most: 1) {
        throw ValidationError("--tls-ca: \(SafeText()(tlsCa)): \(failure)")
      }
      address.encryption?.authorityFile = tlsCa
    }
    if let user { address.user = user }
    if let password = try password(for: address) ?? address.password ?? environment { address.password = password }
    guard address.user == nil || address.password != nil else {
      throw ValidationError(
        "--user: a user needs a password: give it by --password-file FILE, --ask-password or $TTLSCOPE_REDIS_PASSWORD")
    }
  }

  private func password(for address: RedisAddress) throws -> String? {
    if let passwordFile {
      do {
        return try PasswordFile.password(in: passwordFile)
      } catch {
        throw ValidationError("--password-file: \(SafeText()(passwordFile)): \(error)")
      }
    }
    return askPassword ? try answer(for: address) : nil
  }

  private func answer(for address: RedisAddress) throws -> String {
    let user = address.user.map { " of \($0)" } ?? ""
    switch PasswordPrompt.ask("\(SafeText(limit: 200)("Password\(user) on \(address)")): ") {
    case nil:
      Output.message("--ask-password: there is no terminal to ask on; --password-file FILE needs none")
      throw ExitCode.noTerminal
    case .signal(SIGINT): throw ExitCode.interrupted
    case .signal(let number): endProcess(bySignal: number)
    case .password(let bytes) where !bytes.isEmpty:
      do { return try PasswordFile.text(of: bytes) } catch { throw ValidationError("--ask-password: \(error)") }
    case .password, .some(.none): throw ValidationError("--ask-password: no password was given")
    }
  }
}
