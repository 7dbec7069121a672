/// The endpoints of the classic caching tutorial, and two that show what it warns of.
public enum TutorialCatalogue {
  public static func endpoints() throws(RouteError) -> [EndpointDefinition] {
    [try readItem(), try getUsers(), try readOrder(), try listProducts()]
  }

  private static func readItem() throws(RouteError) -> EndpointDefinition {
    EndpointDefinition(
      name: "read_item", route: try Route("/items/{item_id:int}"), loadTime: .seconds(2), ttl: .seconds(60),
      example: "/items/5"
    ) { arguments in
      .object([
        JSONField("item_id", arguments["item_id"]),
        JSONField("name", .string("Item \(arguments.text("item_id"))")),
        JSONField("description", .string("This is a cached item.")),
      ])
    }
  }

  private static func getUsers() throws(RouteError) -> EndpointDefinition {
    EndpointDefinition(
      name: "get_users", route: try Route("/users"), loadTime: .seconds(3), ttl: .seconds(30), key: .fixed("all_users"),
      example: "/users"
    ) { _ in
      .array(
        [(1, "Alice"), (2, "Bob")].map { id, name in
          .object([JSONField("user_id", .integer(id)), JSONField("name", .string(name))])
        })
    }
  }

  /// A date in the body: the serializer refuses it, so that nothing is ever stored and every request pays.
  private static func readOrder() throws(RouteError) -> EndpointDefinition {
    EndpointDefinition(
      name: "read_order", route: try Route("/orders/{order_id:int}"), loadTime: .seconds(1), ttl: .seconds(60),
      example: "/orders/7",
      trap: "ordered_at is a date, which JSON has no type for: the result cannot be stored, and every request loads."
    ) { arguments in
      .object([
        JSONField("order_id", arguments["order_id"]),
        JSONField("ordered_at", .date(secondsSince1970: 1_767_605_400)),
      ])
    }
  }

  /// One fixed key that ignores `page`: whoever comes first decides which page everybody sees.
  private static func listProducts() throws(RouteError) -> EndpointDefinition {
    EndpointDefinition(
      name: "list_products", route: try Route("/products?page={page:int}"), loadTime: .seconds(1), ttl: .seconds(30),
      key: .fixed("all_products"), example: "/products?page=1",
      trap: "The fixed key all_products ignores page: whichever page was loaded first is served for all of them."
    ) { arguments in
      let page = Int(arguments.text("page")) ?? 1
      let ids = (0..<2).map { page.multipliedReportingOverflow(by: 2).partialValue &- 1 &+ $0 }
      return .object([
        JSONField("page", arguments["page"]),
        JSONField(
          "products",
          .array(
            ids.map { id in
              .object([JSONField("product_id", .integer(id)), JSONField("name", .string("Product \(id)"))])
            })),
      ])
    }
  }
}
