import Testing

@testable import CacheEngine

@Suite("Key templates") struct KeyTemplateTests {
  @Test(
    "arguments stand in their places",
    arguments: [
      ("item:{id}", "item:5"), ("{id}", "5"), ("all", "all"), ("", ""), ("{page}/{id}/{page}", "2/5/2"),
      ("{id}{page}", "52"), ("é{id}😀", "é5😀"),
    ])
  func texts(template: String, text: String) throws {
    #expect(try KeyTemplate(template, parameters: ["id", "page"]).text(for: ["5", "2"]) == text)
  }

  @Test(
    "a place that names no parameter is refused with the names there are",
    arguments: ["{idd}", "item:{ID}", "{}", "{ id}"])
  func unknown(template: String) {
    let name = String(template.split(separator: "{").last?.dropLast() ?? "")
    #expect(throws: KeyTemplateError.unknownParameter(name, allowed: ["id"])) {
      try KeyTemplate(template, parameters: ["id"])
    }
  }

  @Test("a brace without a partner is refused", arguments: ["{id", "id}", "{id}}", "}{id}", "{", "}"])
  func unbalanced(template: String) {
    #expect(throws: KeyTemplateError.unbalancedBrace(template: template)) {
      try KeyTemplate(template, parameters: ["id"])
    }
  }

  @Test("the messages name the template, the place and what is allowed")
  func messages() {
    let unknown = KeyTemplateError.unknownParameter("x", allowed: ["id", "page"])
    #expect("\(unknown)" == "key template names {x}; the parameters are: id, page")
    #expect("\(KeyTemplateError.unknownParameter("x", allowed: []))".hasSuffix("none"))
    #expect("\(KeyTemplateError.unbalancedBrace(template: "{a"))" == "key template {a has a brace without a partner")
  }

  @Test("only a template that names every argument for itself is sure to tell them apart")
  func covering() throws {
    let one = KeyBuilder<Int>.template(try KeyTemplate("item:{id}", parameters: ["id"]))
    let none = KeyBuilder<Int>.template(try KeyTemplate("items", parameters: ["id"]))
    let both = KeyBuilder<Int, Int>.template(try KeyTemplate("{id}{page}", parameters: ["id", "page"]))
    let nameless = KeyBuilder<Int>.template(try KeyTemplate("items", parameters: []))
    #expect(one.coversArguments)
    #expect(!none.coversArguments)
    #expect(!both.coversArguments)
    #expect(!nameless.coversArguments)
  }
}
