import CacheEngine

/// A value's bytes as lines that fit: JSON laid out, text wrapped, or hexadecimal beside characters.
enum ValueText {
  static func lines(of preview: EntryPreview, as mode: InspectorState.Mode, width: Int) -> [String] {
    guard width > 0 else { return [] }
    let bytes = preview.bytes
    if mode == .json, let foreign = ForeignValue(bytes) { return outline(foreign, preview, width) }
    switch mode {
    // The beginning of a document is no document: it is shown as the text it is.
    case .json where !preview.isPartial: return json(bytes, width)
    case .json, .text: return wrapped(SafeText(limit: 65_536)(bytes), width)
    case .hex: return hex(bytes, width)
    }
  }

  /// What another program packed: named, and listed as far as that takes no unpacking.
  private static func outline(_ value: ForeignValue, _ preview: EntryPreview, _ width: Int) -> [String] {
    let size = Figures.bytes(preview.summary.size ?? preview.bytes.count)
    let lines = value.outline(of: preview.bytes).map { SafeText(limit: 4_000)($0) }
    let content = lines.isEmpty ? hex(preview.bytes, width) : lines.flatMap { wrapped($0, width) }
    return wrapped(value.title(size: size), width) + [""] + content
  }

  private static func json(_ bytes: [UInt8], _ width: Int) -> [String] {
    do throws(JSONError) {
      let value = try JSONParser.value(of: bytes)
      let text = String(decoding: try JSONWriter.bytes(of: value, layout: .indented), as: UTF8.self)
      return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
        wrapped(SafeText(limit: 65_536)(String($0)), width)
      }
    } catch {
      return ["\(error)"] + wrapped(SafeText(limit: 65_536)(bytes), width)
    }
  }

  /// In one pass: a long value is wrapped anew for every frame.
  private static func wrapped(_ text: String, _ width: Int) -> [String] {
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    var used = 0
    for scalar in text.unicodeScalars {
      let cells = CellWidth.of(scalar)
      if used + cells > width, used > 0 {
        lines.append(String(line))
        line = String.UnicodeScalarView()
        used = 0
      }
      line.append(scalar)
      used += cells
    }
    return lines + [String(line)]
  }

  private static func hex(_ bytes: [UInt8], _ width: Int) -> [String] {
    let perLine = max(4, min(16, (width - 11) / 4))
    return stride(from: 0, to: max(1, bytes.count), by: perLine).map { start in
      let line = bytes[start..<min(bytes.count, start + perLine)]
      let codes = line.map { padded(String($0, radix: 16), to: 2) }.joined(separator: " ")
      let characters = line.map { (0x20...0x7E).contains($0) ? String(UnicodeScalar($0)) : "." }.joined()
      return padded(String(start, radix: 16), to: 6) + "  " + codes.padded(to: perLine * 3) + " " + characters
    }
  }

  private static func padded(_ digits: String, to width: Int) -> String {
    String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
