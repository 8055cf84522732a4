"""Gateways (BPMN 2.0.2, clause 10.6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.model.elements.groups import FALSE, FLOW_NODE, GATEWAY
from engine.model.elements.rules import RUN, ElementRule, Only, run
from engine.model.nodes import Text

GATEWAYS: Final[Mapping[str, ElementRule]] = {
    "exclusiveGateway": run({**GATEWAY, "default": RUN}, FLOW_NODE, clause="10.6.2"),
    "inclusiveGateway": run({**GATEWAY, "default": RUN}, FLOW_NODE, clause="10.6.3"),
    "parallelGateway": run(GATEWAY, FLOW_NODE, clause="10.6.4"),
    "eventBasedGateway": run(
        {
            **GATEWAY,
            "instantiate": Only(
                FALSE,
                Text(
                    "事件网关不能启动流程，请用多个启动事件",
                    "an event-based gateway starts no case here; use several start events",
                ),
            ),
            "eventGatewayType": Only(
                frozenset({"Exclusive"}),
                Text("不支持并行事件网关", "parallel event-based gateways do not run"),
            ),
        },
        FLOW_NODE,
        clause="10.6.6",
    ),
}
