/// Carries out the steps of a scenario at their times.
struct StepRunner: Sendable {
  private let lab: Lab

  init(_ lab: Lab) {
    self.lab = lab
  }

  /// Ends with the last step, or when cancelled. Times count from `start`.
  func run(_ steps: [ScenarioStep], from start: Timestamp) async {
    await withTaskGroup(of: Void.self) { faults in
      for step in steps {
        guard (try? await lab.clock.sleep(until: start.advanced(by: step.at))) != nil else { return }
        switch step.action {
        case .fault(let fault, let lasting):
          lab.begin(fault)
          guard let lasting else { break }
          faults.addTask {
            if (try? await lab.clock.sleep(until: start.advanced(by: step.at + lasting))) != nil { lab.end(fault) }
          }
        case .clear(let prefix): await clear(prefix)
        case .set(let name, let change): set(change, of: name)
        case .request(let request, let times): send(request, times)
        case .invalidate(let group): await invalidate(group)
        case .crash: await crash()
        }
      }
    }
  }

  private func clear(_ prefix: String) async {
    do throws(StoreError) {
      let count = try await lab.cache.clear(prefix: prefix)
      lab.events.note(.cleared, "cleared \(prefix.isEmpty ? "all" : prefix): \(count)")
    } catch {
      lab.events.note(.cleared, "not cleared: \(error)")
    }
    lab.keyLister.wake()
  }

  private func invalidate(_ group: Group) async {
    do throws(StoreError) {
      _ = try await lab.invalidate(group, noted: true)
    } catch {
      lab.events.note(.invalidated, "\(group) not invalidated: \(error)")
    }
  }

  private func crash() async {
    let lost = lab.crash()
    lab.events.note(.crashed, "the application died: \(lost) writes lost")
  }

  private func set(_ change: PolicyChange, of name: String) {
    for endpoint in lab.endpoints where endpoint.definition.name == name { endpoint.change(change) }
    lab.events.note(.policyChanged, "\(name): \(change)")
  }

  private func send(_ request: Request, _ times: Int) {
    lab.events.note(.requestsSent, times == 1 ? request.description : "\(times) × \(request)")
    _ = lab.send(request, count: times)
  }
}
