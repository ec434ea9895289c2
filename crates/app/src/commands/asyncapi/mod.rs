//! The contract of the events: an AsyncAPI document of every kind of fact that the house tells, with the shape of its data.

mod shapes;

use std::process::ExitCode;

use anyhow::Result;
use serde_json::{Map, Value, json};

use super::say::say;
use shapes::{EventShape, Schemas, events};

/// Prints the AsyncAPI document.
pub fn run() -> Result<ExitCode> {
    say(serde_json::to_string_pretty(&document()?)?)?;
    Ok(ExitCode::SUCCESS)
}

/// The AsyncAPI 3.0 document. Fails only when a type of a room cannot be described.
pub fn document() -> Result<Value> {
    let mut schemas = Schemas::default();
    let events = events(&mut schemas)?;
    let (mut messages, mut of_channel) = (Map::new(), Map::new());
    for event in &events {
        of_channel.insert(event.kind.to_owned(), reference("messages", event.kind));
        messages.insert(event.kind.to_owned(), message(event));
    }
    schemas.insert("CloudEvent", envelope());
    Ok(json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": "Fondaco events",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "What has happened, as CloudEvents 1.0 in JSON: in the order of their commits, each aggregate's own order kept. \
                A reader keeps the `next` of the last page and asks with it for what happens later. An event may come twice and is known \
                by its `id`. Amounts and quantities are decimal strings.",
        },
        "defaultContentType": "application/cloudevents+json",
        "channels": {
            "feed": {
                "address": "/api/v1/events",
                "title": "The feed",
                "description": "An account's own clients hear of its orders and approvals; the seller's clients hear everything.",
                "messages": of_channel,
            },
        },
        "operations": {
            "tell": {
                "action": "send",
                "channel": { "$ref": "#/channels/feed" },
                "title": "Tell what has happened",
                "bindings": { "http": { "method": "GET", "query": query(), "bindingVersion": "0.3.0" } },
            },
        },
        "components": { "messages": messages, "schemas": schemas.into_json() },
    }))
}

fn reference(section: &str, name: &str) -> Value {
    json!({ "$ref": format!("#/components/{section}/{name}") })
}

fn query() -> Value {
    json!({
        "type": "object",
        "properties": {
            "limit": { "type": "integer", "minimum": 1, "maximum": 200 },
            "after": { "type": "string", "description": "The `next` of an earlier answer." },
            "types": { "type": "string", "description": "Kinds, separated by commas." },
        },
    })
}

fn message(event: &EventShape) -> Value {
    json!({
        "name": event.kind,
        "title": event.kind,
        "summary": event.summary,
        "contentType": "application/cloudevents+json",
        "payload": {
            "allOf": [
                reference("schemas", "CloudEvent"),
                {
                    "type": "object",
                    "properties": {
                        "type": { "const": event.kind },
                        "subject": { "type": "string", "description": event.subject },
                        "data": event.data,
                    },
                },
            ],
        },
    })
}

/// What `GET /api/v1/events` puts around every fact.
fn envelope() -> Value {
    json!({
        "type": "object",
        "required": [
            "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "sequence", "correlationid", "tenantid", "data"
        ],
        "properties": {
            "specversion": { "const": "1.0" },
            "id": { "type": "string", "format": "uuid" },
            "source": { "type": "string", "description": "The tenant's feed: `/tenants/{tenantid}`." },
            "type": { "type": "string", "examples": ["fondaco.order.created.v1"] },
            "subject": { "type": "string", "description": "The aggregate's id." },
            "time": { "type": "string", "format": "date-time" },
            "datacontenttype": { "const": "application/json" },
            "sequence": { "type": "string", "description": "1 for a subject's first event, then one more each." },
            "correlationid": { "type": "string" },
            "tenantid": { "type": "string", "format": "uuid" },
            "data": { "type": "object" },
        },
    })
}

#[cfg(test)]
mod tests;
