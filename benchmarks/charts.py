"""The pictures of `docs/ranking.md`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt

from benchmarks.extracts import LEAD, NEWSRANK, SUMY
from benchmarks.rouge import paired
from benchmarks.speed import Speed
from benchmarks.summaries import Scored

IMAGES = Path(__file__).parents[1] / "docs" / "images"
_OURS, _LEAD, _OTHERS, _FAINT = "#0b6e4f", "#d98324", "#6c7a89", "#b8c2cc"
_DPI = 150


def draw(scored: Sequence[Scored], speeds: Sequence[Speed], folder: Path = IMAGES) -> None:
    """Write `rouge.png` and `speed.png`."""
    folder.mkdir(parents=True, exist_ok=True)
    _rouge(scored, folder / "rouge.png")
    _speed(speeds, folder / "speed.png")


def _rouge(scored: Sequence[Scored], path: Path) -> None:
    """Differences from Lead in ROUGE-1 with their 95 % intervals: one panel a data set, one line a method."""
    figure, panels = plt.subplots(1, len(scored), figsize=(3.1 * len(scored), 3.6), sharey=True, squeeze=False)
    names = [each for each in (NEWSRANK, *SUMY) if each in scored[0].systems]
    for panel, each in zip(panels[0], scored, strict=True):
        panel.axvline(0, color=_LEAD, linewidth=1.5)
        for row, name in enumerate(reversed(names)):
            gap = paired(each.systems[name], each.systems[LEAD])[0]
            colour = _OURS if name == NEWSRANK else _OTHERS
            panel.plot([gap.low, gap.high], [row, row], color=colour, linewidth=2)
            panel.plot(gap.mean, row, "o", color=colour)
        lead = each.systems[LEAD][:, 0].mean()
        panel.set_title(f"{each.name}, {each.words} words\nLead: {lead:.1f}", fontsize=9)
        panel.set_yticks(range(len(names)), list(reversed(names)))
    figure.supxlabel("ROUGE-1 F1 over Lead, points, with 95 % intervals", fontsize=9)
    _save(figure, path)


def _speed(speeds: Sequence[Speed], path: Path) -> None:
    """Milliseconds by length, both on logarithmic scales; a legend of groups, since lines of a group lie close."""
    figure, panel = plt.subplots(figsize=(7, 4.2))
    labelled: set[str] = set()
    for each in speeds:
        label, colour, width = _group(each.system)
        points = [(length, ms) for length, ms in each.ms.items() if ms is not None]
        panel.plot(
            *zip(*points, strict=True),
            "o-",
            color=colour,
            linewidth=width,
            markersize=3,
            label="_" * (label in labelled) + label,  # an underscore keeps it out of the legend
        )
        labelled.add(label)
    panel.set(xscale="log", yscale="log", xlabel="sentences of an article", ylabel="ms, from paragraphs to order")
    panel.set_xticks(list(speeds[0].ms), [f"{length:,}" for length in speeds[0].ms])
    panel.yaxis.set_major_formatter("{x:,g}")
    panel.minorticks_off()
    panel.legend(frameon=False, fontsize=8)
    _save(figure, path)


def _group(system: str) -> tuple[str, str, float]:
    """What the legend calls it, colour, width."""
    if system.startswith("sumy"):
        return "sumy's own methods", _FAINT, 1
    known = {NEWSRANK: (NEWSRANK, _OURS, 2.5), LEAD: (LEAD, _LEAD, 2.0)}
    return known.get(system, ("their twins in the bot", _OTHERS, 1))


def _save(figure: plt.Figure, path: Path) -> None:
    for panel in figure.axes:
        panel.grid(axis="x", color="#e5e8eb")
        panel.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, dpi=_DPI, metadata={"Software": None})  # so that equal numbers make an equal file
    plt.close(figure)
