"""The materials' patterns as three small pictures on a skin: colour, surface, relief.

Colour is the base colour. Surface has occlusion in red, roughness in green and metal in blue, as glTF
wants it. Relief is the fine bumps as a tangent-space normal map.
"""

from __future__ import annotations

from collections.abc import Callable

import bpy

from .nodes import Colour, Socket, grey
from .skin import KEPT, PLACE, TONE

SHADE = 0.22  # reach of the occlusion, in units of the stage
SAMPLES = {"colour": 8, "surface": 12, "relief": 4}


def textured(
    skin: bpy.types.Object, side: int, high: bpy.types.Object | None = None, reach: float = 0.0
) -> None:
    """Bake what the skin wears into pictures of `side` pixels, and let it wear these.

    With `high` they show that finer thing instead, which lies within `reach` of the skin. Nothing
    else may be on the stage.
    """
    worn = list((high or skin).data.materials)
    for material in worn:
        _follow_attributes(material)
    if high:
        blank = bpy.data.materials.new("blank")
        blank.use_nodes = True
        _wear(skin, blank)
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.cycles.use_denoising = False
    scene.cycles.use_adaptive_sampling = False
    pictures = {}
    for name, samples in SAMPLES.items():
        picture = bpy.data.images.new(name, side, side)
        picture.colorspace_settings.name = "sRGB" if name == "colour" else "Non-Color"
        scene.cycles.samples = samples
        for material in skin.data.materials:
            _aim(material, picture)
        undo = [] if name == "relief" else [_glow(material, name) for material in worn]
        _bake("NORMAL" if name == "relief" else "EMIT", skin, high, max(2, side // 64), reach)
        for restore in undo:
            restore()
        picture.pack()
        pictures[name] = picture
    _wear(skin, _painted(pictures))
    for name in (PLACE, TONE, *KEPT):
        layer = skin.data.attributes.get(name)
        if layer:
            skin.data.attributes.remove(layer)


def _wear(skin: bpy.types.Object, material: bpy.types.Material) -> None:
    """Take off all materials and put this one on."""
    skin.data.materials.clear()
    skin.data.materials.append(material)
    skin.data.polygons.foreach_set("material_index", [0] * len(skin.data.polygons))


def _bake(
    kind: str, skin: bpy.types.Object, high: bpy.types.Object | None, margin: int, reach: float
) -> None:
    bpy.ops.object.select_all(action="DESELECT")
    skin.select_set(True)
    if high:
        high.select_set(True)
    bpy.context.view_layer.objects.active = skin
    bpy.ops.object.bake(
        type=kind,
        margin=margin,
        margin_type="EXTEND",
        use_clear=True,
        use_selected_to_active=high is not None,
        cage_extrusion=reach,
        max_ray_distance=reach * 2.7,
    )


def _follow_attributes(material: bpy.types.Material) -> None:
    """Take object coordinates and random numbers from the joined mesh's points."""
    tree = material.node_tree
    for node in list(tree.nodes):
        if node.type == "TEX_COORD":
            old, name, output = node.outputs["Object"], PLACE, "Vector"
        elif node.type == "OBJECT_INFO":
            old, name, output = node.outputs["Random"], TONE, "Fac"
        else:
            continue
        new = tree.nodes.new("ShaderNodeAttribute")
        new.attribute_name = name
        for target in [link.to_socket for link in old.links]:
            tree.links.new(new.outputs[output], target)


def _aim(material: bpy.types.Material, picture: bpy.types.Image) -> None:
    """Make the picture the one that this material is baked into."""
    nodes = material.node_tree.nodes
    node = nodes.get("bake") or nodes.new("ShaderNodeTexImage")
    node.name, node.image = "bake", picture
    nodes.active = node


def _glow(material: bpy.types.Material, name: str) -> Callable[[], None]:
    """Let the material shine with what is to be baked; return what puts it right again."""
    tree = material.node_tree
    shader = tree.nodes["Principled BSDF"]
    end = next(node for node in tree.nodes if node.type == "OUTPUT_MATERIAL")
    glow = tree.nodes.new("ShaderNodeEmission")
    new = [glow]
    if name == "colour":
        _feed(tree, shader.inputs["Base Color"], glow.inputs["Color"])
    else:
        combine = tree.nodes.new("ShaderNodeCombineColor")
        shut = tree.nodes.new("ShaderNodeAmbientOcclusion")
        shut.samples = 4
        shut.inputs["Distance"].default_value = SHADE
        tree.links.new(shut.outputs["AO"], combine.inputs[0])
        _feed(tree, shader.inputs["Roughness"], combine.inputs[1])
        _feed(tree, shader.inputs["Metallic"], combine.inputs[2])
        tree.links.new(combine.outputs[0], glow.inputs["Color"])
        new += [combine, shut]
    tree.links.new(glow.outputs[0], end.inputs["Surface"])

    def restore() -> None:
        tree.links.new(shader.outputs[0], end.inputs["Surface"])
        for node in new:
            tree.nodes.remove(node)

    return restore


def _feed(tree: bpy.types.NodeTree, source: Socket, target: Socket) -> None:
    """Give a socket what another one gets."""
    if source.links:
        tree.links.new(source.links[0].from_socket, target)
    elif source.type == target.type:
        target.default_value = source.default_value
    else:
        value: Colour = grey(source.default_value)
        target.default_value = (*value, 1)


def _painted(pictures: dict[str, bpy.types.Image]) -> bpy.types.Material:
    """Return a material of the pictures, wired so that the glTF exporter knows each by its place."""
    material = bpy.data.materials.new("skin")
    material.use_nodes = True
    tree = material.node_tree
    shader = tree.nodes["Principled BSDF"]

    def picture(name: str) -> Socket:
        node = tree.nodes.new("ShaderNodeTexImage")
        node.image = pictures[name]
        return node.outputs["Color"]

    tree.links.new(picture("colour"), shader.inputs["Base Color"])
    split = tree.nodes.new("ShaderNodeSeparateColor")
    tree.links.new(picture("surface"), split.inputs[0])
    tree.links.new(split.outputs["Green"], shader.inputs["Roughness"])
    tree.links.new(split.outputs["Blue"], shader.inputs["Metallic"])
    relief = tree.nodes.new("ShaderNodeNormalMap")
    tree.links.new(picture("relief"), relief.inputs["Color"])
    tree.links.new(relief.outputs[0], shader.inputs["Normal"])
    # The exporter finds the occlusion by this group's name.
    group = bpy.data.node_groups.new("glTF Material Output", "ShaderNodeTree")
    group.interface.new_socket("Occlusion", in_out="INPUT", socket_type="NodeSocketFloat")
    node = tree.nodes.new("ShaderNodeGroup")
    node.node_tree = group
    tree.links.new(split.outputs["Red"], node.inputs["Occlusion"])
    return material
