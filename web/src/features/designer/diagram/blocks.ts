/** Blocks (积木): what a designer adds, named by its purpose and complete as it lands. */
import type { InBoth } from '../../../i18n'
import { type Element, make, type Moddle, type Tools } from './extensions'
import { useT } from './words'

type Words = Parameters<ReturnType<typeof useT>>[0]

export interface Block {
  id: string
  group: 'people' | 'rules' | 'flow' | 'time' | 'finish'
  label: Words
  help: Words
  icon: string
  name: InBoth
  /** Only at the border of a step. */
  isDeadline?: boolean
  attributes: (tools: Tools) => Record<string, unknown> & { type: string; eventDefinitionType?: string }
  /** Objects of `extensionElements`. */
  extensions?: (tools: Tools) => Moddle[]
  /** Our own properties besides the English name. */
  properties?: Record<string, string>
  loop?: (tools: Tools) => Moddle
  /** More of them, by what it is appended to. */
  propertiesAfter?: (at: Element) => Record<string, string>
  appendable?: boolean
}

const user = (tools: Tools, form: string, groups: string) => [
  make(tools, 'zeebe:UserTask'),
  ...(form ? [make(tools, 'zeebe:FormDefinition', { formId: form })] : []),
  make(tools, 'zeebe:AssignmentDefinition', { candidateGroups: groups }),
]

export const BLOCKS: readonly Block[] = [
  {
    id: 'step',
    group: 'people',
    label: 'step',
    help: 'stepHelp',
    icon: 'bpmn-icon-user-task',
    name: { zh: '审核', en: 'Review' },
    attributes: () => ({ type: 'bpmn:UserTask' }),
    extensions: (tools) => user(tools, '', 'hrss_bureau.reviewer'),
    properties: { limitWorkingDays: '5', state: 'in_review' },
  },
  {
    id: 'second',
    group: 'people',
    label: 'second',
    help: 'secondHelp',
    icon: 'bpmn-icon-user-task',
    name: { zh: '复核', en: 'Second review' },
    attributes: () => ({ type: 'bpmn:UserTask' }),
    extensions: (tools) => user(tools, '', 'hrss_bureau.reviewer'),
    properties: { limitWorkingDays: '5', state: 'in_review' },
    propertiesAfter: (at) => {
      const step = lastStep(at)
      const found: Record<string, string> = step ? { separateFrom: step.id } : {}
      return found
    },
  },
  {
    id: 'countersign',
    group: 'people',
    label: 'countersign',
    help: 'countersignHelp',
    icon: 'bpmn-icon-parallel-mi-marker',
    name: { zh: '会签', en: 'Countersign' },
    attributes: () => ({ type: 'bpmn:UserTask' }),
    extensions: (tools) => user(tools, '', '=[signer + ".countersigner"]'),
    properties: { limitWorkingDays: '5', state: 'countersigning' },
    loop: (tools) =>
      signing(tools, {
        signers: '=[bureau("education_bureau", case.area), bureau("finance_bureau", case.area)]',
        signer: 'signer',
        results: 'countersign_opinions',
        condition: '=count(countersign_opinions[item.outcome = "disagree"]) > 0',
        sequential: false,
      }),
  },
  {
    id: 'correction',
    group: 'people',
    label: 'correction',
    help: 'correctionHelp',
    icon: 'bpmn-icon-user',
    name: { zh: '补正', en: 'Correction' },
    attributes: () => ({ type: 'bpmn:UserTask' }),
    extensions: (tools) => [
      make(tools, 'zeebe:UserTask'),
      make(tools, 'zeebe:AssignmentDefinition', { assignee: '=case.applicant' }),
    ],
    properties: { state: 'correcting', correction: 'true' },
  },
  {
    id: 'decide',
    group: 'flow',
    label: 'decide',
    help: 'decideHelp',
    icon: 'bpmn-icon-gateway-xor',
    name: { zh: '结论', en: 'Outcome' },
    attributes: () => ({ type: 'bpmn:ExclusiveGateway' }),
  },
  {
    id: 'parallel',
    group: 'flow',
    label: 'parallel',
    help: 'parallelHelp',
    icon: 'bpmn-icon-gateway-parallel',
    name: { zh: '并行', en: 'In parallel' },
    attributes: () => ({ type: 'bpmn:ParallelGateway' }),
  },
  {
    id: 'table',
    group: 'rules',
    label: 'table',
    help: 'tableHelp',
    icon: 'bpmn-icon-business-rule-task',
    name: { zh: '查表', en: 'Look up' },
    attributes: () => ({ type: 'bpmn:BusinessRuleTask' }),
    extensions: (tools) => [
      make(tools, 'zeebe:CalledDecision', { decisionId: 'decision', resultVariable: 'result' }),
    ],
  },
  {
    id: 'compute',
    group: 'rules',
    label: 'compute',
    help: 'computeHelp',
    icon: 'bpmn-icon-script-task',
    name: { zh: '计算', en: 'Compute' },
    attributes: () => ({ type: 'bpmn:ScriptTask' }),
    extensions: (tools) => [
      make(tools, 'zeebe:Script', { expression: '=null', resultVariable: 'result' }),
    ],
  },
  {
    id: 'service',
    group: 'rules',
    label: 'service',
    help: 'serviceHelp',
    icon: 'bpmn-icon-service-task',
    name: { zh: '登记', en: 'Register' },
    attributes: () => ({ type: 'bpmn:ServiceTask' }),
    extensions: (tools) => [make(tools, 'zeebe:TaskDefinition', { type: 'notify' })],
  },
  {
    id: 'call',
    group: 'rules',
    label: 'call',
    help: 'callHelp',
    icon: 'bpmn-icon-call-activity',
    name: { zh: '调用流程', en: 'Call a process' },
    attributes: () => ({ type: 'bpmn:CallActivity' }),
    extensions: (tools) => [
      make(tools, 'zeebe:CalledElement', {
        processId: 'base_review',
        propagateAllChildVariables: false,
      }),
    ],
  },
  {
    id: 'wait',
    group: 'time',
    label: 'wait',
    help: 'waitHelp',
    icon: 'bpmn-icon-intermediate-event-catch-timer',
    name: { zh: '等待五个工作日', en: 'Wait five working days' },
    attributes: () => ({
      type: 'bpmn:IntermediateCatchEvent',
      eventDefinitionType: 'bpmn:TimerEventDefinition',
    }),
  },
  {
    id: 'deadline',
    group: 'time',
    label: 'deadline',
    help: 'deadlineHelp',
    icon: 'bpmn-icon-intermediate-event-catch-timer',
    name: { zh: '到期未办', en: 'Late' },
    isDeadline: true,
    attributes: () => ({
      type: 'bpmn:BoundaryEvent',
      eventDefinitionType: 'bpmn:TimerEventDefinition',
    }),
  },
  {
    id: 'end',
    group: 'finish',
    label: 'end',
    help: 'endHelp',
    icon: 'bpmn-icon-end-event-none',
    name: { zh: '办结', en: 'Closed' },
    attributes: () => ({ type: 'bpmn:EndEvent' }),
    properties: { state: 'closed' },
  },
  {
    id: 'start',
    group: 'finish',
    label: 'start',
    help: 'startHelp',
    icon: 'bpmn-icon-start-event-none',
    name: { zh: '提交申请', en: 'Application filed' },
    attributes: () => ({ type: 'bpmn:StartEvent' }),
    appendable: false,
  },
]

/** The nearest step before that a person does; null on a way that has none. */
function lastStep(at: Element): Element | null {
  const seen = new Set<Element>()
  const waiting = [at]
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    if (seen.has(next)) continue
    seen.add(next)
    if (next.businessObject?.$type === 'bpmn:UserTask') return next
    waiting.push(...(next.incoming ?? []).map((flow: Element) => flow.source))
  }
  return null
}

export interface Signing {
  signers: string
  signer: string
  results: string
  condition: string
  sequential: boolean
}

/** The loop of a countersign as the engine runs it. */
export function signing(tools: Tools, given: Signing): Moddle {
  const characteristics = make(tools, 'zeebe:LoopCharacteristics', {
    inputCollection: given.signers,
    inputElement: given.signer,
    outputCollection: given.results,
    outputElement: `={bureau: ${given.signer}, outcome: outcome, opinion: opinion, by: completed_by}`,
  })
  const held = make(tools, 'bpmn:ExtensionElements', { values: [characteristics] })
  characteristics.$parent = held
  const loop = make(tools, 'bpmn:MultiInstanceLoopCharacteristics', {
    isSequential: given.sequential,
    extensionElements: held,
  })
  held.$parent = loop
  if (given.condition) {
    loop.completionCondition = make(tools, 'bpmn:FormalExpression', { body: given.condition })
    loop.completionCondition.$parent = loop
  }
  return loop
}

/** The time at which so many working days are over. */
export function afterWorkingDays(tools: Tools, definition: Moddle, days: number): Moddle {
  const date = make(tools, 'bpmn:FormalExpression', { body: `=end of working day(${days})` })
  date.$parent = definition
  return date
}

/** A shape of the block, ready to be placed. */
export function shapeOf(
  block: Block,
  tools: Tools & { elementFactory: any },
  at: Element | null,
): Element {
  const { type, ...more } = block.attributes(tools)
  const object = tools.bpmnFactory.create(type, { name: block.name.zh })
  const given = { ...block.properties, ...(at ? block.propertiesAfter?.(at) : {}) }
  const properties = Object.entries({ 'name.en': block.name.en ?? '', ...given }).map(
    ([name, value]) => make(tools, 'zeebe:Property', { name: `huiqian:${name}`, value }),
  )
  const holder = make(tools, 'zeebe:Properties', { properties })
  for (const each of properties) each.$parent = holder
  const values = [...(block.extensions?.(tools) ?? []), holder]
  const extensions = make(tools, 'bpmn:ExtensionElements', { values })
  for (const each of values) each.$parent = extensions
  object.extensionElements = extensions
  extensions.$parent = object
  if (block.loop) {
    object.loopCharacteristics = block.loop(tools)
    object.loopCharacteristics.$parent = object
  }
  const shape = tools.elementFactory.createShape({ type, businessObject: object, ...more })
  const timer = (object.eventDefinitions ?? []).find(
    (each: Moddle) => each.$type === 'bpmn:TimerEventDefinition',
  )
  if (timer) timer.timeDate = afterWorkingDays(tools, timer, 5)
  return shape
}
