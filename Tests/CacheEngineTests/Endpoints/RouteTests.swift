import Testing

@testable import CacheEngine

@Suite("Routes") struct RouteTests {
  private func outcome(_ template: String, _ target: String) throws -> String {
    switch try Route(template).match(RequestTarget(target)) {
    case nil: "no match"
    case .success(let arguments): arguments.label
    case .failure(let errors): String(decoding: (try? JSONWriter.bytes(of: errors.body)) ?? [], as: UTF8.self)
    }
  }

  @Test(
    "a target matches a template part by part, percent-decoded",
    arguments: [
      ("/items/{item_id:int}", "/items/5", "item_id=5"), ("/items/{item_id:int}", "/items/-5", "item_id=-5"),
      ("/items/{item_id:int}", "/items/005", "item_id=5"), ("/items/{item_id:int}", "/items/%35", "item_id=5"),
      ("/items/{item_id:int}", "/items", "no match"), ("/items/{item_id:int}", "/items/", "no match"),
      ("/items/{item_id:int}", "/items/5/", "no match"), ("/items/{item_id:int}", "/Items/5", "no match"),
      ("/items/{item_id:int}", "xitems/5", "no match"), ("/items/{item_id:int}", "/items/5?x=1", "item_id=5"),
      ("/", "/", ""), ("/", "", "no match"), ("/users", "/users", ""), ("/users", "/users?", ""),
      ("/u/{name}", "/u/a%20b%2Fc", "name=a b/c"), ("/u/{name:string}", "/u/100%", "name=100%"),
      ("/u/{name}", "/u/%zz%4", "name=%zz%4"), ("/u/{name}", "/u/%C3%A9", "name=é"),
      ("/u/{name}", "/u/a+b", "name=a+b"),
      ("/{a}/{b:int}", "/x/2", "a=x, b=2"), ("/s?q={q}", "/s?q=a%26b", "q=a&b"), ("/s?q={q}", "/s?q=1&q=2", "q=2"),
      ("/s?q={q}", "/s?q", "q="), ("/s?q={q}", "/s?q=a=b", "q=a=b"), ("/s?q={q}", "/s?q=a+b", "q=a b"),
      ("/s?a={a}&b={b:int}", "/s?b=1&c=9&a=x", "a=x, b=1"),
    ])
  func matching(template: String, target: String, wanted: String) throws {
    #expect(try outcome(template, target) == wanted)
  }

  @Test(
    "a parameter that does not fit is reported as FastAPI reports it",
    arguments: [
      (
        "/items/{item_id:int}", "/items/abc",
        #"{"detail": [{"type": "int_parsing", "loc": ["path", "item_id"], "msg": "Input should be a valid integer, "#
          + #"unable to parse string as an integer", "input": "abc"}]}"#
      ),
      (
        "/products?page={page:int}", "/products",
        #"{"detail": [{"type": "missing", "loc": ["query", "page"], "msg": "Field required", "input": null}]}"#
      ),
      (
        "/p?a={a:int}&b={b}", "/p?a=",
        #"{"detail": [{"type": "int_parsing", "loc": ["query", "a"], "msg": "Input should be a valid integer, "#
          + #"unable to parse string as an integer", "input": ""}, "#
          + #"{"type": "missing", "loc": ["query", "b"], "msg": "Field required", "input": null}]}"#
      ),
    ])
  func errors(template: String, target: String, body: String) throws {
    #expect(try outcome(template, target) == body)
  }

  @Test(
    "a text that is no route is refused with what is wrong",
    arguments: [
      ("items", .noSlash("items")), ("", .noSlash("")), ("/{}", .badParameter("{}", "/{}")),
      ("/{a:float}", .badParameter("{a:float}", "/{a:float}")), ("/x{a}", .badParameter("x{a}", "/x{a}")),
      ("/{a:int:int}", .badParameter("{a:int:int}", "/{a:int:int}")), ("/{a", .badParameter("{a", "/{a")),
      ("/s?q", .badQuery("q", "/s?q")), ("/s?q=1", .badQuery("q=1", "/s?q=1")),
      ("/s?q={p}", .badQuery("q={p}", "/s?q={p}")),
    ] as [(String, RouteError)])
  func refused(template: String, error: RouteError) {
    #expect(throws: error) { try Route(template) }
  }

  @Test("the short template is what people write")
  func shortTemplate() throws {
    #expect(try Route("/a/{b:int}/{c}?d={d:string}").shortTemplate == "/a/{b}/{c}?d={d}")
  }

  @Test(
    "a request is a method and a target",
    arguments: [
      ("/items/5", "GET /items/5"), ("get /a?b=c", "GET /a?b=c"), ("  POST   /x ", "POST /x"), ("items", nil),
      ("", nil),
      ("GET", nil), ("GET /a b", nil), ("GET POST /a", nil),
    ] as [(String, String?)])
  func requests(text: String, wanted: String?) {
    #expect(Request(parsing: text)?.description == wanted)
  }

  @Test("arguments with separators in them do not share a key")
  func keys() throws {
    let route = try Route("/{a}/{b}")
    let keys = ["/x%3Ay/z", "/x/y%3Az", "/x/y:z", "/~/z"].compactMap { target -> String? in
      guard case .success(let arguments) = route.match(RequestTarget(target)) else { return nil }
      return madeKey(.positional, arguments)
    }
    #expect(keys == ["f:x\\:y:z", "f:x:y\\:z", "f:x:y\\:z", "f:\\~:z"])
  }
}
