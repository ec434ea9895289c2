"""Reads an OpenAPI document just far enough to say something sensible to every operation."""
import copy, uuid

METHODS = ("get", "post", "put", "patch", "delete")


class Contract:
    def __init__(self, document):
        self.document = document

    def operations(self):
        """(METHOD, path template, operation) of everything under /api."""
        for path, item in sorted(self.document["paths"].items()):
            if not path.startswith("/api/"):
                continue
            for method in METHODS:
                if method in item:
                    operation = dict(item[method])
                    operation["parameters"] = [self.resolve(one) for one in item.get("parameters", []) + operation.get("parameters", [])]
                    yield method.upper(), path, operation

    def resolve(self, node):
        seen = 0
        while isinstance(node, dict) and "$ref" in node:
            target = self.document
            for part in node["$ref"].lstrip("#/").split("/"):
                target = target[part.replace("~1", "/").replace("~0", "~")]
            node, seen = target, seen + 1
            if seen > 20:
                raise ValueError("a reference that never ends")
        return node

    def body_schema(self, operation):
        body = self.resolve(operation.get("requestBody") or {})
        media = body.get("content", {}).get("application/json")
        return self.flat(media["schema"]) if media and "schema" in media else None

    def flat(self, schema):
        """The schema with references and allOf taken in, and the first real choice of oneOf/anyOf chosen."""
        schema = self.resolve(schema)
        if not isinstance(schema, dict):
            return {}
        if "allOf" in schema:
            merged = {key: value for key, value in schema.items() if key != "allOf"}
            for part in schema["allOf"]:
                part = self.flat(part)
                merged.setdefault("type", part.get("type"))
                merged["properties"] = {**merged.get("properties", {}), **part.get("properties", {})}
                merged["required"] = [*merged.get("required", []), *part.get("required", [])]
            return merged
        for key in ("oneOf", "anyOf"):
            if key in schema:
                choices = [self.flat(one) for one in schema[key]]
                real = [one for one in choices if one.get("type") != "null"]
                return real[0] if real else {}
        return schema

    def type_of(self, schema):
        kind = schema.get("type")
        if isinstance(kind, list):
            kind = next((one for one in kind if one != "null"), None)
        return kind or ("object" if "properties" in schema else None)

    def example(self, schema, depth=0):
        """A value of the right shape; what it names need not exist."""
        schema = self.flat(schema)
        if "example" in schema:
            return copy.deepcopy(schema["example"])
        if schema.get("examples"):
            return copy.deepcopy(schema["examples"][0])
        if "default" in schema:
            return copy.deepcopy(schema["default"])
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        kind = self.type_of(schema)
        if kind == "object":
            if depth > 6:
                return {}
            return {name: self.example(part, depth + 1) for name, part in schema.get("properties", {}).items()}
        if kind == "array":
            return [self.example(schema.get("items", {}), depth + 1)] if depth <= 6 else []
        if kind == "integer":
            return max(1, schema.get("minimum", 1))
        if kind == "number":
            return 1.0
        if kind == "boolean":
            return True
        return {"uuid": str(uuid.uuid4()), "date": "2030-01-15", "date-time": "2030-01-15T10:00:00Z", "email": "someone@example.com"}.get(
            schema.get("format"), "example")

    def text_fields(self, schema, path=()):
        """Paths of the places in a body where a string may stand."""
        schema = self.flat(schema)
        if len(path) > 7:
            return
        kind = self.type_of(schema)
        if kind == "object":
            for name, part in schema.get("properties", {}).items():
                yield from self.text_fields(part, (*path, name))
        elif kind == "array":
            yield from self.text_fields(schema.get("items", {}), (*path, 0))
        elif kind == "string":
            yield path


def put(value, path, text):
    """The value with `text` at the path; places on the way that the example lacks are made."""
    if not path:
        return text
    head, rest = path[0], path[1:]
    if isinstance(head, int):
        items = list(value) if isinstance(value, list) else []
        while len(items) <= head:
            items.append({} if rest else None)
        items[head] = put(items[head], rest, text)
        return items
    return {**(value if isinstance(value, dict) else {}), head: put((value or {}).get(head) if isinstance(value, dict) else None, rest, text)}


def get(value, path):
    for part in path:
        if isinstance(part, int):
            if not isinstance(value, list) or len(value) <= part:
                return None
        elif not isinstance(value, dict) or part not in value:
            return None
        value = value[part]
    return value
