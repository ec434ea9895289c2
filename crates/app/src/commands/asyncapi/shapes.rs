//! The kinds of facts and what their data says, room by room. Each room's `events.rs` names and makes them.

use std::collections::BTreeMap;

use accounts::events as of_accounts;
use anyhow::Result;
use approvals::events as of_approvals;
use catalog::events as of_catalog;
use inventory::events as of_inventory;
use kernel::{Money, Quantity, UnitPrice};
use orders::events as of_orders;
use pricing::events as of_pricing;
use search::events as of_search;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

/// One kind of fact.
pub(super) struct EventShape {
    pub(super) kind: &'static str,
    pub(super) summary: &'static str,
    /// What the subject is.
    pub(super) subject: &'static str,
    /// The JSON schema of its data.
    pub(super) data: Value,
}

/// The schemas of types that the API describes, too.
#[derive(Default)]
pub(super) struct Schemas(BTreeMap<String, Value>);

impl Schemas {
    pub(super) fn insert(&mut self, name: &str, schema: Value) {
        self.0.insert(name.to_owned(), schema);
    }

    pub(super) fn into_json(self) -> Value {
        Value::Object(self.0.into_iter().collect())
    }

    /// A reference to the schema of a type, which is kept with all that it refers to.
    fn of<T: ToSchema>(&mut self) -> Result<Value> {
        let name = T::name().into_owned();
        if !self.0.contains_key(&name) {
            let mut found = vec![(name.clone(), T::schema())];
            T::schemas(&mut found);
            for (name, schema) in found {
                self.0.insert(name, serde_json::to_value(schema)?);
            }
        }
        Ok(json!({ "$ref": format!("#/components/schemas/{name}") }))
    }
}

/// All kinds, room by room.
pub(super) fn events(schemas: &mut Schemas) -> Result<Vec<EventShape>> {
    let mut all = of_the_accounts_room();
    all.extend(of_the_approvals_room(schemas)?);
    all.extend(of_the_catalogue());
    all.extend(of_prices_and_stock());
    all.extend(of_the_orders_room(schemas)?);
    all.push(searched());
    Ok(all)
}

fn of_the_accounts_room() -> Vec<EventShape> {
    let invited = [("link", id()), ("email", text()), ("name", text()), ("locale", text())];
    let with_inviter = invited.iter().cloned().chain([("invited_by", text())]).collect();
    let change = |what: &str| vec![("change", told(text(), what))];
    vec![
        shape(
            (of_accounts::ACCOUNT_CHANGED, "An account, its sites or cost centres changed."),
            "The account's id.",
            vec![("number", text()), ("name", text())],
        ),
        shape(
            (of_accounts::ACCOUNTS_IMPORTED, "Many accounts were written at once."),
            "The batch.",
            vec![("accounts", ids(500))],
        ),
        shape(
            (of_accounts::MEMBER_CHANGED, "A person, or what they may do, changed."),
            "The person's id.",
            change("What changed: `invited`, `profile`, `password`, …"),
        ),
        shape((of_accounts::MEMBER_INVITED, "A person is to be invited by mail."), "The person's id.", with_inviter),
        shape(
            (of_accounts::PASSWORD_RESET_REQUESTED, "A person asked for a new password."),
            "The person's id.",
            invited.to_vec(),
        ),
        shape(
            (of_accounts::SESSION_CHANGED, "A session ended or began to act for somebody."),
            "The person's id.",
            change("`ended`, `acts_for` or `acts_for_nobody`."),
        ),
        shape(
            (of_accounts::CLIENT_CHANGED, "An API client was made or revoked."),
            "The client's id.",
            change("`created` or `revoked`."),
        ),
        shape(
            (of_accounts::TENANT_CHANGED, "The seller's own data changed."),
            "The tenant's id.",
            vec![("slug", text()), ("name", text())],
        ),
    ]
}

fn of_the_approvals_room(schemas: &mut Schemas) -> Result<Vec<EventShape>> {
    let asked = [
        ("subject_kind", told(text(), "What it is about: `cart`.")),
        ("subject_id", text()),
        ("amount", schemas.of::<Money>()?),
        ("reason", told(text(), "Why somebody must decide.")),
        ("requester", or_null(id())),
        ("requester_name", text()),
    ];
    let with = |more: Vec<Field>| asked.iter().cloned().chain(more).collect::<Vec<Field>>();
    let decided = vec![("decided_by", text()), ("comment", or_null(text()))];
    let outcome = ("outcome", json!({ "enum": ["approved", "rejected", "withdrawn"] }));
    let concluded = decided.iter().cloned().chain([outcome]).collect();
    let step = ("step", told(json!({ "type": "integer", "minimum": 1 }), "The last step that said yes, from 1."));
    let advanced = decided.into_iter().chain([step]).collect();
    const SUBJECT: &str = "The request's id.";
    Ok(vec![
        shape((of_approvals::REQUESTED, "Somebody waits for a decision."), SUBJECT, with(Vec::new())),
        shape((of_approvals::ADVANCED, "One step said yes and the next is asked."), SUBJECT, with(advanced)),
        shape((of_approvals::CONCLUDED, "A request is over."), SUBJECT, with(concluded)),
    ])
}

fn of_the_catalogue() -> Vec<EventShape> {
    let taxonomy = || {
        let kind = json!({ "enum": ["categories", "attributes", "families"] });
        vec![("kind", kind), ("codes", list(text()))]
    };
    vec![
        shape(
            (of_catalog::PRODUCT_CHANGED, "A product, its files, relations or customers' part numbers changed."),
            "The product's id.",
            vec![("sku", told(text(), "Empty when it is not at hand."))],
        ),
        shape(
            (of_catalog::CATALOGUE_IMPORTED, "Many products were written at once."),
            "The first product's id.",
            vec![("products", ids(of_catalog::MOST_IDS))],
        ),
        shape(
            (of_catalog::TAXONOMY_CHANGED, "Categories, attributes or families that stood before were changed."),
            "`taxonomy`.",
            taxonomy(),
        ),
        shape(
            (of_catalog::TAXONOMY_EXTENDED, "New categories, attributes or families, which no product names yet."),
            "`taxonomy`.",
            taxonomy(),
        ),
    ]
}

fn of_prices_and_stock() -> Vec<EventShape> {
    let list_code = || ("list", told(text(), "The list's code."));
    vec![
        shape(
            (of_pricing::PRICE_LIST_CHANGED, "Prices or terms of a list changed."),
            "The list's id.",
            vec![
                list_code(),
                (
                    "products",
                    told(or_null(ids(of_pricing::MOST_PRODUCTS_NAMED)), "Whose prices may differ; null: any of the list's."),
                ),
                ("entries", told(json!({ "type": "boolean" }), "False when only terms changed, such as priority or validity.")),
            ],
        ),
        shape((of_pricing::PRICE_ASSIGNMENT_CHANGED, "Whom a list is for changed."), "The list's id.", vec![list_code()]),
        shape(
            (of_pricing::MARKET_CHANGED, "A market or a VAT rate changed."),
            "`market:` and its code.",
            vec![("market", told(text(), "The market's code, or the country whose rate it is."))],
        ),
        shape(
            (of_inventory::STOCK_CHANGED, "Stock, reservations or incoming goods changed."),
            "The batch.",
            vec![("products", ids(of_inventory::MOST_PRODUCTS_NAMED))],
        ),
        shape(
            (of_inventory::WAREHOUSE_CHANGED, "A warehouse was made or changed."),
            "`warehouse:` and its code.",
            vec![("warehouse", text())],
        ),
    ]
}

fn of_the_orders_room(schemas: &mut Schemas) -> Result<Vec<EventShape>> {
    let head = [
        ("order_id", id()),
        ("order_number", text()),
        ("external_id", or_null(text())),
        ("account", told(text(), "The account's number.")),
        ("state", schemas.of::<orders::OrderState>()?),
        ("placed_by", or_null(id())),
    ];
    let with = |more: Vec<Field>| head.iter().cloned().chain(more).collect::<Vec<Field>>();
    let created = vec![
        ("purchase_order", or_null(text())),
        ("cost_centre", or_null(text())),
        ("project", or_null(text())),
        ("ddt_reference", or_null(text())),
        ("requested_date", or_null(json!({ "type": "string", "format": "date" }))),
        ("ship_to", schemas.of::<orders::ShipTo>()?),
        ("lines", list(ordered(schemas)?)),
        ("totals", schemas.of::<orders::OrderTotals>()?),
    ];
    let lost = object(vec![("line_id", id()), ("sku", or_null(text())), ("quantity", schemas.of::<Quantity>()?)]);
    let closed_short = vec![("reason", or_null(text())), ("lines", list(lost))];
    let shipment = ("shipment", shipment(schemas)?);
    const SUBJECT: &str = "The order's id.";
    Ok(vec![
        shape((of_orders::CREATED, "An order was placed."), SUBJECT, with(created)),
        shape((of_orders::CONFIRMED, "The seller has accepted an order."), SUBJECT, with(Vec::new())),
        shape((of_orders::SHIPPED, "Goods of an order have left."), SUBJECT, with(vec![shipment])),
        shape((of_orders::CLOSED_SHORT, "What had not left of an order never will."), SUBJECT, with(closed_short)),
        shape((of_orders::DELIVERED, "Everything of an order has arrived."), SUBJECT, with(Vec::new())),
        shape((of_orders::COMPLETED, "Nothing of an order is open any more."), SUBJECT, with(Vec::new())),
        shape((of_orders::CANCELLED, "An order was called off."), SUBJECT, with(vec![("reason", or_null(text()))])),
        shape(
            (of_orders::IMPORTED, "Orders of another system's past were brought in."),
            "The batch.",
            vec![("orders", ids(500))],
        ),
    ])
}

fn ordered(schemas: &mut Schemas) -> Result<Value> {
    Ok(object(vec![
        ("line_id", id()),
        ("position", json!({ "type": "integer", "minimum": 1 })),
        ("product_id", id()),
        ("sku", text()),
        ("customer_sku", or_null(text())),
        ("name", text()),
        ("quantity", schemas.of::<Quantity>()?),
        ("unit_price", schemas.of::<UnitPrice>()?),
        ("line_total", schemas.of::<Money>()?),
        ("backordered", schemas.of::<Quantity>()?),
    ]))
}

fn shipment(schemas: &mut Schemas) -> Result<Value> {
    let quantity = schemas.of::<Quantity>()?;
    let from = object(vec![("warehouse", text()), ("quantity", quantity.clone())]);
    let line = object(vec![("line_id", id()), ("sku", or_null(text())), ("quantity", quantity), ("from", list(from))]);
    let parcel = object(vec![("tracking_code", text()), ("tracking_url", or_null(text()))]);
    Ok(object(vec![
        ("number", text()),
        ("carrier", text()),
        ("sent_at", json!({ "type": "string", "format": "date-time" })),
        ("parcels", list(parcel)),
        ("lines", list(line)),
    ]))
}

fn searched() -> EventShape {
    let kind = json!({ "enum": ["click", "view", "add"] });
    shape(
        (of_search::SEARCH_SIGNALLED, "Somebody looked at, clicked or added a product that a search had shown."),
        "The search's `query_id`.",
        vec![("product", id()), ("sku", text()), ("kind", kind)],
    )
}

type Field = (&'static str, Value);

/// A kind whose data has these fields, and `history` when it tells of something long past.
fn shape((kind, summary): (&'static str, &'static str), subject: &'static str, fields: Vec<Field>) -> EventShape {
    let mut data = object(fields);
    data["properties"]["history"] = told(json!({ "const": true }), "It happened long since, and was written down only now.");
    EventShape { kind, summary, subject, data }
}

fn object(fields: Vec<Field>) -> Value {
    let required: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    let properties: Map<String, Value> = fields.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    json!({ "type": "object", "required": required, "properties": properties })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn id() -> Value {
    json!({ "type": "string", "format": "uuid" })
}

fn ids(most: usize) -> Value {
    json!({ "type": "array", "items": id(), "maxItems": most })
}

fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn or_null(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

fn told(mut schema: Value, what: &str) -> Value {
    schema["description"] = Value::String(what.to_owned());
    schema
}
