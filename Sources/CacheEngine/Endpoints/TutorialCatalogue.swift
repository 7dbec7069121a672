/// The endpoints of the classic caching tutorial, and two that show what it warns of.
public enum TutorialCatalogue {
  public static func endpoints() throws(RouteError) -> [EndpointDefinition] {
    [try readItem(), try getUsers(), try readOrder(), try listProducts()]
  }

  private static func readItem() throws(RouteError) -> EndpointDefinition {
    EndpointDefinition(
      name: "read_item", route: try Route("/items/{item_id:int}"), load: .fixed(.seconds(2)),
      response: .object([
        JSONField("item_id", .string("{item_id}")),
        JSONField("name", .string("Item {item_id}")),
        JSONField("description", .string("This is a cached item.")),
      ]), example: "/items/5")
  }

  private static func getUsers() throws(RouteError) -> EndpointDefinition {
    EndpointDefinition(
      name: "get_users", route: try Route("/users"), load: .fixed(.seconds(3)),
      response: .array(
        [(1, "Alice"), (2, "Bob")].map { id, name in
          .object([JSONField("user_id", .integer(id)), JSONField("name", .string(name))])
        }),
      cache: CachePolicy(ttl: .seconds(30), key: .fixed("all_users")), example: "/users")
  }

  /// A date in the body: the serializer refuses it, so that nothing is ever stored and every request pays.
  private static func readOrder() throws(RouteError) -> EndpointDefinition {
    EndpointDefinition(
      name: "read_order", route: try Route("/orders/{order_id:int}"), load: .fixed(.seconds(1)),
      response: .object([
        JSONField("order_id", .string("{order_id}")),
        JSONField("ordered_at", .date(secondsSince1970: 1_767_605_400)),
      ]), example: "/orders/7",
      trap: "ordered_at is a date, which JSON has no type for: the result cannot be stored, and every request loads.")
  }

  /// One fixed key that ignores `page`: whoever comes first decides which page everybody sees.
  private static func listProducts() throws(RouteError) -> EndpointDefinition {
    EndpointDefinition(
      name: "list_products", route: try Route("/products?page={page:int}"), load: .fixed(.seconds(1)),
      response: .object([
        JSONField("page", .string("{page}")),
        JSONField(
          "products",
          .array(
            ["first", "second"].map { .object([JSONField("name", .string("The \($0) product of page {page}"))]) })),
      ]),
      cache: CachePolicy(ttl: .seconds(30), key: .fixed("all_products")), example: "/products?page=1",
      trap: "The fixed key all_products ignores page: whichever page was loaded first is served for all of them.")
  }
}
