"""Generated paragraphs of four languages, for tests and benchmarks."""

import random

HAN = "阿勒泰金人出土于伊塞克墓见史记前世纪公元年草原黄金鹿马格里芬木雕王者𠀀𬭚"


def paragraph(chance: random.Random) -> str:
    """Up to some 200 characters of four languages, thick with punctuation."""
    parts: list[str] = []
    for _ in range(chance.randint(3, 30)):
        kind = chance.random()
        if kind < 0.5:
            parts.append("".join(chance.choices(HAN, k=chance.randint(1, 9))))
        elif kind < 0.65:
            parts.append(
                chance.choice(["Алтын адам", "сақтардың", "Golden Man", "Есік қорғаны", "2,000", "до н. э."])
            )
        elif kind < 0.85:
            parts.append("".join(chance.choices("，。、；：？！）》”", k=chance.randint(1, 2))))
        else:
            parts.append("".join(chance.choices("（《“", k=chance.randint(1, 2))))
        if chance.random() < 0.1:
            parts.append(chance.choice([" ", "\u00a0", " — ", "——", "……", "\n"]))
    return "".join(parts)
