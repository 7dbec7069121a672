import ArgumentParser
import CacheEngine
import TUI

/// How fast the lab's time goes: a number, or `max` for as fast as the processor allows.
enum SpeedOption: Hashable, ExpressibleByArgument {
  case times(Double)
  case max

  init?(argument: String) {
    if argument == "max" {
      self = .max
    } else if let speed = Double(
      argument.hasPrefix("x") || argument.hasPrefix("×") ? String(argument.dropFirst()) : argument),
      SteerableClock.speeds.contains(speed)
    {
      self = .times(speed)
    } else {
      return nil
    }
  }

}

extension SpeedOption: CustomStringConvertible {
  var description: String {
    switch self {
    case .times(let speed): Figures.factor(speed)
    case .max: "max"
    }
  }
}
