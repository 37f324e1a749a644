"""A thin layer over Blender's shader nodes, so that materials read as sentences."""

from __future__ import annotations

from typing import Any

import bpy

Colour = tuple[float, float, float]
Socket = bpy.types.NodeSocket
BLACK: Colour = (0.0, 0.0, 0.0)
WHITE: Colour = (1.0, 1.0, 1.0)


def grey(value: float) -> Colour:
    return (value, value, value)


class Graph:
    """The node tree of a new material with one principled shader."""

    def __init__(self, name: str) -> None:
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        self.tree = self.material.node_tree
        self.shader = self.tree.nodes["Principled BSDF"]

    def node(self, kind: str, **values: Any) -> bpy.types.Node:
        """Add a node; values go to inputs of that name, else to attributes."""
        node = self.tree.nodes.new(f"ShaderNode{kind}")
        for name, value in values.items():
            label = name.replace("_", " ").title()
            if label in node.inputs:
                self.feed(node.inputs[label], value)
            else:
                setattr(node, name, value)
        return node

    def feed(self, socket: Socket, value: Any) -> None:
        """Give an input a constant or connect it."""
        if isinstance(value, bpy.types.NodeSocket):
            self.tree.links.new(value, socket)
        elif isinstance(value, tuple) and socket.type == "RGBA":
            socket.default_value = (*value, 1)
        else:
            socket.default_value = value

    def set(self, **values: Any) -> None:
        """Set inputs of the shader, e.g. base_color, metallic, roughness, normal."""
        for name, value in values.items():
            label = name.replace("_", " ").title().replace("Ior", "IOR")
            socket = self.shader.inputs[label]
            if socket.type == "VALUE" and isinstance(value, tuple):
                value = sum(value) / 3
            self.feed(socket, value)

    def attribute(self, name: str) -> Socket:
        return self.node("Attribute", attribute_name=name).outputs["Fac"]

    def random(self) -> Socket:
        """A random value for each object."""
        return self.node("ObjectInfo").outputs["Random"]

    def position(self, stretch: Colour = WHITE, turn: Colour = BLACK) -> Socket:
        """Object coordinates, scaled and turned; each object has its own part of a pattern."""
        place = self.node("Mapping")
        shift = self.node("VectorMath", operation="MULTIPLY_ADD")
        self.feed(shift.inputs[0], self.random())
        shift.inputs[1].default_value = (7.0, 11.0, 5.0)
        self.feed(shift.inputs[2], self.node("TexCoord").outputs["Object"])
        self.feed(place.inputs["Vector"], shift.outputs[0])
        place.inputs["Scale"].default_value = stretch
        place.inputs["Rotation"].default_value = turn
        return place.outputs[0]

    def noise(
        self, scale: float, detail: float = 4, roughness: float = 0.55, stretch: Colour = WHITE
    ) -> Socket:
        # Finer octaves than this cost much time and are lost in the picture.
        node = self.node("TexNoise", scale=scale, detail=min(detail, 4), roughness=roughness)
        self.feed(node.inputs["Vector"], self.position(stretch))
        return node.outputs[0]

    def ramp(self, source: Socket, *stops: tuple[float, Colour]) -> Socket:
        """Map a value to colours."""
        node = self.node("ValToRGB")
        elements = node.color_ramp.elements
        while len(elements) < len(stops):
            elements.new(0.5)
        for element, (position, colour) in zip(elements, stops, strict=False):
            element.position = position
            element.color = (*colour, 1)
        self.tree.links.new(source, node.inputs[0])
        return node.outputs[0]

    def step(self, source: Socket, low: float, high: float) -> Socket:
        """Map a value to 0 under `low` and 1 over `high` (or the reverse if low > high)."""
        if low < high:
            return self.ramp(source, (low, BLACK), (high, WHITE))
        return self.ramp(source, (high, WHITE), (low, BLACK))

    def mix(self, factor: Any, a: Any, b: Any, mode: str = "MIX") -> Socket:
        node = self.node("Mix", data_type="RGBA", blend_type=mode)
        for index, value in ((0, factor), (6, a), (7, b)):  # the sockets for colours
            self.feed(node.inputs[index], value)
        return node.outputs[2]

    def math(self, operation: str, *values: Any) -> Socket:
        node = self.node("Math", operation=operation)
        for socket, value in zip(node.inputs, values, strict=False):
            self.feed(socket, value)
        return node.outputs[0]

    def occlusion(self, distance: float) -> Socket:
        """How open a place is: 1 free, 0 shut in."""
        node = self.node("AmbientOcclusion", samples=2)
        node.inputs["Distance"].default_value = distance
        return node.outputs["AO"]

    def bump(self, *layers: tuple[Socket, float, float]) -> Socket:
        """Stack bump maps given as (source, strength, distance)."""
        normal: Socket | None = None
        for source, strength, distance in layers:
            node = self.node("Bump", strength=strength, distance=distance)
            self.feed(node.inputs["Height"], source)
            if normal:
                self.feed(node.inputs["Normal"], normal)
            normal = node.outputs[0]
        assert normal is not None
        return normal
