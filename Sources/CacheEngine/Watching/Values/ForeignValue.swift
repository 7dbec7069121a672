/// What bytes that another program wrote seem to be, by how they begin. Nothing is unpacked and nothing is executed.
public enum ForeignValue: Hashable, Sendable {
  /// What Python's `pickle` writes: a program for a machine that can call anything, and therefore only listed.
  case pickle(protocolVersion: Int)
  case messagePack
  case gzip, zlib, zstd

  /// `nil` for what begins like none of them: text, JSON, or something unknown.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count >= 2 else { return nil }
    if bytes[0] == 0x80, (2...5).contains(bytes[1]) {
      self = .pickle(protocolVersion: Int(bytes[1]))
    } else if bytes.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      self = .zstd
    } else if bytes[0] == 0x78, [0x01, 0x5E, 0x9C, 0xDA].contains(bytes[1]),
      // A text can begin like this as well.
      String(validating: bytes, as: UTF8.self) == nil
    {
      self = .zlib
    } else if Self.beginsLikeMessagePack(bytes[0]), MessagePack.isWhole(bytes) {
      self = .messagePack
    } else {
      return nil
    }
  }

  /// Lists and mappings only: any byte at all is a small number in MessagePack.
  private static func beginsLikeMessagePack(_ byte: UInt8) -> Bool {
    (0x80...0x9F).contains(byte) || (0xDC...0xDF).contains(byte)
  }

  /// `Python pickle, protocol 4, 132 B: not executed`.
  ///
  /// - Parameter size: As it is to be shown, e.g. `132 B`.
  public func title(size: String) -> String {
    switch self {
    case .pickle(let version): "Python pickle, protocol \(version), \(size): not executed"
    case .messagePack: "MessagePack, \(size)"
    case .gzip: "gzip, \(size): not decompressed"
    case .zlib: "zlib, \(size): not decompressed"
    case .zstd: "zstd, \(size): not decompressed"
    }
  }

  /// What can be shown of it without unpacking, as lines that still have to pass the sanitiser; empty where only the bytes
  /// can be shown.
  public func outline(of bytes: [UInt8]) -> [String] {
    switch self {
    case .pickle: PickleOutline.lines(of: bytes)
    case .messagePack: MessagePack.lines(of: bytes)
    case .gzip, .zlib, .zstd: []
    }
  }
}
