/** What a new file begins with: a start event, a first row, a first field. */

export function newForm(id: string): string {
  const form = {
    id,
    title: { zh: '新表单', en: 'New form' },
    ...(id === 'start'
      ? {}
      : {
          outcomes: [
            { id: 'pass', label: { zh: '通过', en: 'Pass' }, opinion: 'optional' },
            { id: 'return', label: { zh: '退回补正', en: 'Return for correction' }, opinion: 'required' },
          ],
        }),
    schema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      additionalProperties: false,
      properties: {
        remark: {
          type: 'string',
          maxLength: 400,
          'x-label': { zh: '备注', en: 'Remark' },
        },
      },
    },
  }
  return `${JSON.stringify(form, null, 2)}\n`
}

export function newTable(id: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="definitions_${id}" name="${id}" namespace="urn:huiqian:${id}">
  <inputData id="${id}_data_1" name="amount_yuan">
    <variable id="${id}_variable_1" name="amount_yuan" typeRef="number" />
  </inputData>
  <decision id="${id}" name="${id}">
    <informationRequirement id="${id}_requirement_1">
      <requiredInput href="#${id}_data_1" />
    </informationRequirement>
    <decisionTable id="${id}_table" hitPolicy="FIRST">
      <input id="${id}_input_1" label="金额">
        <inputExpression id="${id}_expression_1" typeRef="number">
          <text>amount_yuan</text>
        </inputExpression>
      </input>
      <output id="${id}_output_1" label="结果" name="result" typeRef="string" />
      <rule id="${id}_rule_1">
        <inputEntry id="${id}_entry_1">
          <text>-</text>
        </inputEntry>
        <outputEntry id="${id}_answer_1">
          <text>"pass"</text>
        </outputEntry>
      </rule>
    </decisionTable>
  </decision>
</definitions>
`
}

export function newDiagram(id: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions_${id}" targetNamespace="urn:huiqian:${id}">
  <bpmn:process id="${id}" name="新流程" isExecutable="true">
    <bpmn:startEvent id="begin" name="开始" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram_1">
    <bpmndi:BPMNPlane id="plane_1" bpmnElement="${id}">
      <bpmndi:BPMNShape id="begin_di" bpmnElement="begin">
        <dc:Bounds x="180" y="160" width="36" height="36" />
      </bpmndi:BPMNShape>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
`
}

export function newScenario(key: string): string {
  return `# 场景：谁在何时做什么，期望什么（见 docs/scenarios.md）
process: ${key}
`
}
