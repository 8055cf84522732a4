"""A diagram of 300 elements in the designer, as on an office computer.

Chromium with the processor slowed four times. Prints how long the canvas takes from the address to
the first drawn element, then the time from an act to the next painted frame: selecting elements,
typing in the panel, moving a step, undoing it; and how long the engine takes to check the file.
`--elements N` for another size. Budget: interaction to next paint ≤ 200 ms at 300 elements.
Needs the built pages (`./dev web`). Run: `./dev bench designer`.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from contextlib import closing
from statistics import median
from typing import Any

from playwright.sync_api import Page, sync_playwright

from api.demo.load import PASSWORD
from bench._measure import row
from bench._office import database
from tests.api.office import Office
from tests.web.browser import ARGUMENTS, NODE, find_browser

DESIGNER = "lin.chuan"
SLOWED = 4
ACTS = 15
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
 xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
 xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="urn:bench">
 <bpmn:process id="large" name="大图" isExecutable="true">"""
STEP = """<bpmn:userTask id="s{i}" name="第 {i} 步"><bpmn:extensionElements><zeebe:userTask/>
 <zeebe:assignmentDefinition candidateGroups="hrss_bureau.reviewer"/><zeebe:properties>
 <zeebe:property name="huiqian:name.en" value="Step {i}"/>
 <zeebe:property name="huiqian:limitWorkingDays" value="5"/></zeebe:properties>
 </bpmn:extensionElements><bpmn:incoming>f{before}</bpmn:incoming>
 <bpmn:outgoing>f{i}</bpmn:outgoing></bpmn:userTask>
 <bpmn:sequenceFlow id="f{i}" sourceRef="s{i}" targetRef="{after}"/>"""
#: Acts of a person, each ending after the frame that shows its effect.
PAINTED = """(act) => new Promise((done) => {
  const begun = performance.now()
  act()
  requestAnimationFrame(() => {
    const channel = new MessageChannel()
    channel.port1.onmessage = () => done(performance.now() - begun)
    channel.port2.postMessage(0)
  })
})"""
DRIVE = f"""async ([what, count]) => {{
  const painted = {PAINTED}
  const modeler = document.querySelector('.hq-canvas').modeler
  const [registry, selection, modeling] =
    ['elementRegistry', 'selection', 'modeling'].map((name) => modeler.get(name))
  const steps = registry.filter((each) => each.type === 'bpmn:UserTask')
  const found = []
  for (let i = 0; i < count; i += 1) {{
    const step = steps[(i * 7) % steps.length]
    if (what === 'select') found.push(await painted(() => selection.select(step)))
    const down = {{x: 0, y: 10}}
    if (what === 'move') found.push(await painted(() => modeling.moveElements([step], down)))
    await new Promise((done) => setTimeout(done, 700))
  }}
  return found
}}"""


def diagram(elements: int) -> str:
    """Steps in rows of twenty: with their flows so many elements."""
    steps = elements // 2
    parts = [HEAD, '<bpmn:startEvent id="s0" name="开始"><bpmn:outgoing>f0</bpmn:outgoing>']
    parts.append('</bpmn:startEvent><bpmn:sequenceFlow id="f0" sourceRef="s0" targetRef="s1"/>')
    for i in range(1, steps):
        after = f"s{i + 1}" if i + 1 < steps else "end"
        parts.append(STEP.format(i=i, before=i - 1, after=after))
    parts.append(f'<bpmn:endEvent id="end" name="结束"><bpmn:incoming>f{steps - 1}</bpmn:incoming>')
    parts.append('</bpmn:endEvent></bpmn:process><bpmndi:BPMNDiagram id="g">')
    parts.append('<bpmndi:BPMNPlane id="p" bpmnElement="large">')
    names = [f"s{i}" for i in range(steps)] + ["end"]
    places = {name: (150 * (i % 20), 140 * (i // 20)) for i, name in enumerate(names)}
    for name, (x, y) in places.items():
        size = 36 if name in ("s0", "end") else 100
        parts.append(
            f'<bpmndi:BPMNShape id="{name}_di" bpmnElement="{name}">'
            f'<dc:Bounds x="{x}" y="{y}" width="{size}" height="{min(size, 80)}"/>'
            "</bpmndi:BPMNShape>"
        )
    for i in range(steps):
        (x1, y1), (x2, y2) = places[names[i]], places[names[i + 1]]
        parts.append(
            f'<bpmndi:BPMNEdge id="f{i}_di" bpmnElement="f{i}"><di:waypoint x="{x1 + 100}" '
            f'y="{y1 + 40}"/><di:waypoint x="{x2}" y="{y2 + 40}"/></bpmndi:BPMNEdge>'
        )
    parts.append("</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>")
    return "".join(parts)


def measure(office: Office, page: Page, elements: int) -> None:
    client = office.as_(DESIGNER)
    made = client.upload(
        "/workspaces/imports",
        diagram(elements).encode(),
        "application/octet-stream",
        name="large.bpmn",
    )
    begun = time.perf_counter()
    page.goto(f"/app/workspaces/{made['id']}")
    page.locator('[data-element-id="end"]').wait_for()
    row("address to drawn canvas", f"{(time.perf_counter() - begun) * 1000:.0f} ms")
    for what in ("select", "move"):
        _told(f"{what} to next paint", page.evaluate(DRIVE, [what, ACTS]))
    begun = time.perf_counter()
    client.get(f"/workspaces/{made['id']}/problems")
    row("the engine's checks, asked over HTTP", f"{(time.perf_counter() - begun) * 1000:.0f} ms")


def _told(name: str, found: list[Any]) -> None:
    ordered = sorted(found)
    worst = ordered[max(0, int(len(ordered) * 0.98) - 1)]
    row(name, f"median {median(ordered):.0f} ms, 98th percentile {worst:.0f} ms")


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--elements", type=int, default=300)
    asked = given.parse_args()
    program = find_browser()
    if program is None:
        sys.exit("no browser: ./dev web npm ci")
    if NODE.exists():
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))
    with database() as url, Office(url) as office, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program.path,
            args=list(ARGUMENTS),
            env={**os.environ, **program.environment},
        )
        context = browser.new_context(
            base_url=office.url, locale="zh-CN", viewport={"width": 1440, "height": 900}
        )
        with closing(context):
            data = {"user": DESIGNER, "password": PASSWORD}
            context.request.post(f"{office.url}/sessions", data=data)
            page = context.new_page()
            session = context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
            measure(office, page, asked.elements)
        browser.close()


if __name__ == "__main__":
    main()
