"""JSON Schemas, so that an editor completes and checks while a curator types."""

import ast
import inspect
import json
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from kiosk.authoring.from_table_mapping import Mapping
from kiosk.config import Config
from kiosk.packs.model import KEY_PATTERN, Centre, ObjectRecord, Pack
from kiosk.packs.terms import KINDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Generator(GenerateJsonSchema):
    """For the eyes of a curator: no titles that repeat a field's name, and a field that may be left out
    is not also offered as null."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        value = super().default_schema(schema)
        if value.get("default", 0) is None:
            del value["default"]
        return value

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def schemas() -> dict[str, dict[str, Any]]:
    """File kind -> JSON Schema (draft 2020-12)."""
    every = {"pack": _of(Pack), "object": _of(ObjectRecord), "centre": _of(Centre)}
    for kind, model in KINDS.items():
        every[kind] = _terms(kind, model)
    every["mapping"] = _of(Mapping)
    every["config"] = {"$schema": DIALECT, "title": "config", **_group(Config)}
    plain: dict[str, dict[str, Any]] = json.loads(json.dumps(every).replace("``", "`"))
    return plain


def _of(model: type[BaseModel]) -> dict[str, Any]:
    return {"$schema": DIALECT, **model.model_json_schema(schema_generator=_Generator)}


def _terms(kind: str, model: type[BaseModel]) -> dict[str, Any]:
    term = model.model_json_schema(schema_generator=_Generator)
    definitions = term.pop("$defs")
    return {
        "$schema": DIALECT,
        "$defs": {**definitions, model.__name__: term},
        "title": kind,
        "description": f"terms/{kind}.yaml: a key and its term each.",
        "type": ["object", "null"],
        "propertyNames": {"pattern": KEY_PATTERN.pattern, "maxLength": 64},
        "additionalProperties": {"$ref": f"#/$defs/{model.__name__}"},
    }


def _group(cls: type) -> dict[str, Any]:
    """A dataclass of settings."""
    described = docstrings(cls)
    properties: dict[str, Any] = {}
    for each in fields(cls):
        kind = each.metadata["kind"]
        own = _group(kind.group) if kind.group is not None else dict(kind.schema)
        properties[each.name] = {**own, "description": described[each.name]}
        if kind.group is None and each.default is not MISSING and each.default is not None:
            properties[each.name]["default"] = _plain(each.default)
    return {
        "description": inspect.cleandoc(cls.__doc__ or ""),
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": False,
    }


def docstrings(cls: type) -> dict[str, str]:
    """Field -> the docstring under it."""
    body = ast.parse(inspect.getsource(cls)).body[0]
    assert isinstance(body, ast.ClassDef)
    found = {}
    for statement, after in zip(body.body, body.body[1:], strict=False):
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            assert isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
            found[statement.target.id] = inspect.cleandoc(str(after.value.value)).replace("\n", " ")
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value)
    return list(value) if isinstance(value, tuple) else value
