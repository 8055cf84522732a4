/**
 * The panel speaks of posts, working days and opinions. Groups of our own stand first; of those that
 * edit bare attributes only what the engine runs is left.
 */
import {
  CheckboxEntry,
  FeelEntry,
  Group,
  isCheckboxEntryEdited,
  isSelectEntryEdited,
  isTextAreaEntryEdited,
  isTextFieldEntryEdited,
  SelectEntry,
  TextAreaEntry,
  TextFieldEntry,
} from '@bpmn-io/properties-panel'
import { h } from '@bpmn-io/properties-panel/preact'
import { useService } from 'bpmn-js-properties-panel'

import type { Schemas } from '../../../api/client'
import { type InBoth, type Language, pick } from '../../../i18n'
import { afterWorkingDays, signing, type Signing } from './blocks'
import {
  businessOf,
  type Element,
  extensionOf,
  make,
  type Moddle,
  propertyOf,
  setAttributes,
  setProperty,
  type Tools,
} from './extensions'
import { KINDS, ROLES, STATES, type Term } from './vocabulary'
import { useT } from './words'

/** What the lists of the panel are made of; renewed with every check. */
export interface Lists {
  language: Language
  outline: Schemas['OutlineOut'] | undefined
  kinds: readonly Term[]
}

/** Groups of the panel that stay; everything else the engine would refuse or a block says better. */
const KEPT = new Set([
  'condition',
  'timer',
  'message',
  'signal',
  'error',
  'escalation',
  'link',
  'script',
  'inputs',
  'outputs',
  'outputPropagation',
  'multiInstance',
  'outputCollection',
])

export function panelModule(lists: { current: Lists }) {
  class BlockPanel {
    static $inject = ['propertiesPanel', 'injector']
    constructor(
      propertiesPanel: any,
      private readonly injector: any,
    ) {
      propertiesPanel.registerProvider(200, this)
    }

    getGroups(element: Element) {
      return (groups: any[]) => {
        const tools: Tools = {
          modeling: this.injector.get('modeling'),
          bpmnFactory: this.injector.get('bpmnFactory'),
        }
        const isSigning = isCountersign(element)
        const rest = groups.filter(
          (each) =>
            KEPT.has(each.id) &&
            !(isSigning && ['multiInstance', 'outputCollection'].includes(each.id)) &&
            !(each.id === 'timer' && workingDaysOf(element) !== null),
        )
        const opened = rest.map((each) => (each.id === 'condition' ? { ...each, shouldOpen: true } : each))
        return [...ownGroups(element, tools, lists), ...opened]
      }
    }
  }
  return { __init__: ['blockPanel'], blockPanel: ['type', BlockPanel] }
}

function ownGroups(element: Element, tools: Tools, lists: { current: Lists }): any[] {
  const object = businessOf(element)
  const found = [basics(element, tools, lists)]
  if (object.$type === 'bpmn:UserTask') {
    found.push(who(element, tools, lists), duties(element, tools, lists))
    if (isCountersign(element)) found.push(sign(element, tools))
    found.push(more(element, tools))
  }
  if (object.$type === 'bpmn:StartEvent' && !isTriggered(object)) found.push(startForm(element, tools, lists))
  if (object.$type === 'bpmn:BusinessRuleTask') found.push(decision(element, tools, lists))
  if (object.$type === 'bpmn:CallActivity') found.push(call(element, tools, lists))
  if (['bpmn:ServiceTask', 'bpmn:SendTask'].includes(object.$type))
    found.push(handler(element, tools, lists))
  if (timerOf(object)) found.push(deadline(element, tools))
  return found.filter((each) => each.entries.length > 0)
}

// --- groups ---------------------------------------------------------------------------------------

function basics(element: Element, tools: Tools, lists: { current: Lists }) {
  const object = businessOf(element)
  const isLabelled = 'name' in (object.$descriptor?.propertiesByName ?? {}) || object.$type === 'bpmn:Participant'
  const entries: any[] = []
  if (isLabelled) {
    entries.push(
      text('hq-name', 'nameZh', {
        get: () => object.name ?? '',
        set: (value) => tools.modeling.updateProperties(element, { name: value || undefined }),
        isArea: true,
      }),
    )
  }
  if (object.$type !== 'bpmn:Collaboration' && canBeNamed(object))
    entries.push(property(element, tools, 'name.en', 'nameEn'))
  if (object.$instanceOf?.('bpmn:FlowNode'))
    entries.push(
      select('hq-state', 'stateField', {
        get: () => propertyOf(element, 'state'),
        set: (value) => setProperty(tools, element, 'state', value),
        options: () => [none('noState'), ...options(STATES, lists)],
      }),
    )
  return group('hq-basics', 'basics', entries)
}

function canBeNamed(object: Moddle): boolean {
  return (
    object.$instanceOf?.('bpmn:FlowNode') ||
    ['bpmn:Process', 'bpmn:Lane', 'bpmn:SequenceFlow', 'bpmn:Participant'].includes(object.$type)
  )
}

type Who =
  | { kind: 'role'; organisation: string; role: string }
  | { kind: 'variable'; organisation: string; role: string }
  | { kind: 'applicant' }
  | { kind: 'expression' }

export function whoOf(object: Moddle): Who {
  const held = extensionOf(object, 'zeebe:AssignmentDefinition')
  const groups: string = held?.candidateGroups ?? ''
  const assignee: string = held?.assignee ?? ''
  if (assignee.replace(/\s/g, '') === '=case.applicant' && !groups) return { kind: 'applicant' }
  const plain = /^([a-z0-9_]+)\.([a-z0-9_]+)$/.exec(groups)
  if (plain && !assignee) return { kind: 'role', organisation: plain[1]!, role: plain[2]! }
  const variable = /^=\s*\[\s*([A-Za-z_]\w*)\s*\+\s*"\.([a-z0-9_]+)"\s*\]$/.exec(groups)
  if (variable && !assignee)
    return { kind: 'variable', organisation: variable[1]!, role: variable[2]! }
  if (!groups && !assignee) return { kind: 'role', organisation: '', role: '' }
  return { kind: 'expression' }
}

function setWho(tools: Tools, element: Element, who: Who) {
  const given = { assignee: undefined, candidateGroups: undefined, candidateUsers: undefined } as Record<
    string,
    string | undefined
  >
  if (who.kind === 'role') given.candidateGroups = `${who.organisation || 'hrss_bureau'}.${who.role || 'reviewer'}`
  if (who.kind === 'variable')
    given.candidateGroups = `=[${who.organisation || 'lead'} + ".${who.role || 'reviewer'}"]`
  if (who.kind === 'applicant') given.assignee = '=case.applicant'
  if (who.kind === 'expression') {
    const held = extensionOf(businessOf(element), 'zeebe:AssignmentDefinition')
    const groups: string = held?.candidateGroups ?? ''
    given.candidateGroups = groups.startsWith('=') ? `${groups} ` : `=["${groups || 'hrss_bureau.reviewer'}"]`
  }
  setAttributes(tools, element, 'zeebe:AssignmentDefinition', given)
}

function who(element: Element, tools: Tools, lists: { current: Lists }) {
  const object = businessOf(element)
  const present = whoOf(object)
  const attribute = (name: 'assignee' | 'candidateGroups') => ({
    get: () => extensionOf(object, 'zeebe:AssignmentDefinition')?.[name] ?? '',
    set: (value: string) => setAttributes(tools, element, 'zeebe:AssignmentDefinition', { [name]: value || undefined }),
  })
  const entries: any[] = [
    select('hq-who-kind', 'whoKind', {
      get: () => present.kind,
      set: (kind) =>
        setWho(tools, element, {
          kind,
          organisation: kind === present.kind && 'organisation' in present ? present.organisation : '',
          role: 'role' in present ? present.role : '',
        } as Who),
      options: () =>
        (['role', 'variable', 'applicant', 'expression'] as const).map((each) => ({
          value: each,
          label: useT.now(`whoKind.${each}`),
        })),
    }),
  ]
  if (present.kind === 'role' || present.kind === 'variable') {
    const change = (given: Partial<{ organisation: string; role: string }>) =>
      setWho(tools, element, { ...present, ...given })
    entries.push(
      present.kind === 'role'
        ? select('hq-organisation', 'organisation', {
            get: () => present.organisation,
            set: (organisation) => change({ organisation }),
            options: () => withPresent(options(lists.current.kinds, lists), present.organisation),
          })
        : text('hq-organisation', 'organisationVariable', {
            get: () => present.organisation,
            set: (organisation) => change({ organisation }),
          }),
      select('hq-role', 'role', {
        get: () => present.role,
        set: (role) => change({ role }),
        options: () => withPresent(options(ROLES, lists), present.role),
      }),
    )
  }
  if (present.kind === 'expression')
    entries.push(
      feel('hq-groups', 'groups', attribute('candidateGroups')),
      feel('hq-assignee', 'assignee', attribute('assignee')),
    )
  entries.push(
    formEntry(element, tools, lists),
    property(element, tools, 'limitWorkingDays', 'limit', {
      description: 'limitHint',
      validate: (value) => (value && !/^[1-9]\d{0,3}$/.test(value) ? useT.now('limitWrong') : undefined),
    }),
  )
  return group('hq-who', 'who', entries)
}

/** What few steps need. */
function more(element: Element, tools: Tools) {
  const entries = [
    property(element, tools, 'limitId', 'limitId'),
    checkbox('hq-bulk', 'bulk', {
      get: () => propertyOf(element, 'bulk') === 'true',
      set: (value) => setProperty(tools, element, 'bulk', value ? 'true' : ''),
      description: 'bulkHint',
    }),
    checkbox('hq-correction', 'corrects', {
      get: () => propertyOf(element, 'correction') === 'true',
      set: (value) => setProperty(tools, element, 'correction', value ? 'true' : ''),
      description: 'correctsHint',
    }),
  ]
  return { ...group('hq-more', 'more', entries), shouldOpen: false }
}

function formEntry(element: Element, tools: Tools, lists: { current: Lists }) {
  const object = businessOf(element)
  const present = () => extensionOf(object, 'zeebe:FormDefinition')?.formId ?? ''
  return select('hq-form', 'form', {
    get: present,
    set: (value) => setAttributes(tools, element, 'zeebe:FormDefinition', { formId: value || undefined }),
    options: () =>
      withPresent(
        [
          none('noForm'),
          ...(lists.current.outline?.forms ?? []).map((each) => ({ value: each, label: each })),
        ],
        present(),
      ),
  })
}

function startForm(element: Element, tools: Tools, lists: { current: Lists }) {
  return group('hq-start', 'form', [formEntry(element, tools, lists)])
}

function duties(element: Element, tools: Tools, lists: { current: Lists }) {
  const object = businessOf(element)
  const chosen = () =>
    propertyOf(element, 'separateFrom')
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '')
  const steps = (lists.current.outline?.steps ?? []).filter((each) => each.id !== object.id)
  const extra = chosen()
    .filter((id) => !steps.some((each) => each.id === id))
    .map((id) => ({ id, name: id }))
  const entries = [...steps, ...extra].map((step) =>
    checkbox(`hq-duty-${step.id}`, null, {
      label: step.name || step.id,
      get: () => chosen().includes(step.id),
      set: (on) => {
        const rest = chosen().filter((each) => each !== step.id)
        setProperty(tools, element, 'separateFrom', (on ? [...rest, step.id] : rest).join(','))
      },
    }),
  )
  return { ...group('hq-duties', 'duties', entries), shouldOpen: chosen().length > 0 }
}

// --- countersign ----------------------------------------------------------------------------------

function isCountersign(element: Element): boolean {
  const object = businessOf(element)
  return (
    object.$type === 'bpmn:UserTask' &&
    object.loopCharacteristics?.$type === 'bpmn:MultiInstanceLoopCharacteristics'
  )
}

export interface Rule {
  veto: boolean
  threshold: string
  abstain: boolean
  own: string | null
}

/** The rule behind a completion condition; `own` where it is another one. */
export function ruleOf(condition: string, results: string): Rule {
  const text = condition.replace(/\s+/g, ' ').trim()
  const rule: Rule = { veto: false, threshold: '', abstain: false, own: null }
  if (text === '' || text === '=') return rule
  for (const part of text.replace(/^=\s*/, '').split(' or ')) {
    const bare = part.trim().replace(/^\((.*)\)$/, '$1')
    const veto = `count(${results}[item.outcome = "disagree"]) > 0`
    const agreed = `count(${results}[item.outcome = "agree"]) >= `
    const notAgainst = `count(${results}[item != null and item.outcome != "disagree"]) >= `
    const some = `some o in ${results} satisfies o.outcome = "disagree"`
    if (bare === veto || bare === some) rule.veto = true
    else if (bare.startsWith(agreed) && /^\d+$/.test(bare.slice(agreed.length)))
      rule.threshold = bare.slice(agreed.length)
    else if (bare.startsWith(notAgainst) && /^\d+$/.test(bare.slice(notAgainst.length))) {
      rule.threshold = bare.slice(notAgainst.length)
      rule.abstain = true
    } else return { ...rule, own: condition }
  }
  return rule
}

export function conditionOf(rule: Rule, results: string): string {
  if (rule.own !== null) return rule.own
  const parts: string[] = []
  if (rule.veto) parts.push(`count(${results}[item.outcome = "disagree"]) > 0`)
  if (rule.threshold !== '') {
    const which = rule.abstain ? 'item != null and item.outcome != "disagree"' : 'item.outcome = "agree"'
    parts.push(`count(${results}[${which}]) >= ${rule.threshold}`)
  }
  return parts.length > 0 ? `=${parts.join(' or ')}` : ''
}

function sign(element: Element, tools: Tools) {
  const object = businessOf(element)
  const loop = object.loopCharacteristics
  const held = extensionOf(loop, 'zeebe:LoopCharacteristics')
  const present: Signing = {
    signers: held?.inputCollection ?? '',
    signer: held?.inputElement ?? '',
    results: held?.outputCollection ?? '',
    condition: loop.completionCondition?.body ?? '',
    sequential: loop.isSequential === true,
  }
  const rule = ruleOf(present.condition, present.results)
  const change = (given: Partial<Signing>, next: Rule = rule) => {
    const results = given.results ?? present.results
    const made = signing(tools, { ...present, ...given, condition: conditionOf(next, results) })
    const own = held?.outputElement
    if (own && given.signer === undefined)
      extensionOf(made, 'zeebe:LoopCharacteristics').outputElement = own
    made.$parent = object
    tools.modeling.updateModdleProperties(element, object, { loopCharacteristics: made })
  }
  const entries = [
    feel('hq-signers', 'signers', {
      get: () => present.signers,
      set: (signers) => change({ signers }),
    }),
    text('hq-signer', 'signer', { get: () => present.signer, set: (signer) => change({ signer }) }),
    text('hq-results', 'results', { get: () => present.results, set: (results) => change({ results }) }),
    checkbox('hq-sequential', 'sequential', {
      get: () => present.sequential,
      set: (sequential) => change({ sequential }),
    }),
  ]
  if (rule.own === null)
    entries.push(
      checkbox('hq-veto', 'veto', {
        get: () => rule.veto,
        set: (veto) => change({}, { ...rule, veto }),
        description: 'vetoHint',
      }),
      text('hq-threshold', 'threshold', {
        get: () => rule.threshold,
        set: (threshold) => change({}, { ...rule, threshold: threshold.replace(/\D/g, '') }),
        description: 'thresholdHint',
      }),
      checkbox('hq-abstain', 'abstain', {
        get: () => rule.abstain,
        set: (abstain) => change({}, { ...rule, abstain }),
      }),
    )
  else
    entries.push(
      feel('hq-own-rule', 'ownRule', {
        get: () => present.condition,
        set: (own) => change({}, { ...rule, own }),
      }),
    )
  return group('hq-sign', 'sign', entries)
}

// --- deadlines ------------------------------------------------------------------------------------

function timerOf(object: Moddle): Moddle | undefined {
  return (object.eventDefinitions ?? []).find(
    (each: Moddle) => each.$type === 'bpmn:TimerEventDefinition',
  )
}

function isTriggered(object: Moddle): boolean {
  return (object.eventDefinitions ?? []).length > 0
}

/** Null where the time is given in another way. */
export function workingDaysOf(element: Element): string | null {
  const timer = timerOf(businessOf(element))
  if (!timer || timer.timeDuration || timer.timeCycle) return null
  if (!timer.timeDate) return ''
  return /^=\s*end of working day\((\d+)\)\s*$/.exec(timer.timeDate.body ?? '')?.[1] ?? null
}

function deadline(element: Element, tools: Tools) {
  const object = businessOf(element)
  const timer = timerOf(object)
  const days = workingDaysOf(element)
  const entries: any[] = []
  if (days !== null)
    entries.push(
      text('hq-days', 'days', {
        get: () => days,
        set: (value) => {
          if (!/^[1-9]\d{0,3}$/.test(value)) return
          tools.modeling.updateModdleProperties(element, timer, {
            timeDate: afterWorkingDays(tools, timer, Number(value)),
          })
        },
        description: 'limitHint',
        validate: (value) => (/^[1-9]\d{0,3}$/.test(value ?? '') ? undefined : useT.now('limitWrong')),
      }),
      checkbox('hq-own-time', 'ownTime', {
        get: () => false,
        set: () =>
          tools.modeling.updateModdleProperties(element, timer, {
            timeDate: expression(tools, timer, '=date and time(today(), time("17:00:00"))'),
          }),
      }),
    )
  if (object.$type === 'bpmn:BoundaryEvent')
    entries.push(
      checkbox('hq-interrupts', 'interrupts', {
        get: () => object.cancelActivity !== false,
        set: (value) => tools.modeling.updateProperties(element, { cancelActivity: value }),
        description: 'interruptsHint',
      }),
    )
  return group('hq-deadline', 'deadlineGroup', entries)
}

function expression(tools: Tools, parent: Moddle, body: string): Moddle {
  const made = make(tools, 'bpmn:FormalExpression', { body })
  made.$parent = parent
  return made
}

// --- rules, calls, handlers -----------------------------------------------------------------------

function decision(element: Element, tools: Tools, lists: { current: Lists }) {
  const held = () => extensionOf(businessOf(element), 'zeebe:CalledDecision')
  const present = held()?.decisionId ?? ''
  const change = (name: string, value: string) =>
    setAttributes(tools, element, 'zeebe:CalledDecision', { [name]: value || undefined })
  return group('hq-decision', 'decisionGroup', [
    select('hq-decision-id', 'decision', {
      get: () => present,
      set: (value) => change('decisionId', value),
      options: () => withPresent(named(lists.current.outline?.decisions), present),
    }),
    text('hq-result', 'result', {
      get: () => held()?.resultVariable ?? '',
      set: (value) => change('resultVariable', value),
    }),
  ])
}

function call(element: Element, tools: Tools, lists: { current: Lists }) {
  const present = extensionOf(businessOf(element), 'zeebe:CalledElement')?.processId ?? ''
  return group('hq-call', 'callGroup', [
    select('hq-called', 'called', {
      get: () => present,
      set: (value) => setAttributes(tools, element, 'zeebe:CalledElement', { processId: value || undefined }),
      options: () => withPresent(named(lists.current.outline?.processes), present),
    }),
  ])
}

function handler(element: Element, tools: Tools, lists: { current: Lists }) {
  const present = extensionOf(businessOf(element), 'zeebe:TaskDefinition')?.type ?? ''
  return group('hq-handler', 'handlerGroup', [
    select('hq-handler-type', 'handler', {
      get: () => present,
      set: (value) => setAttributes(tools, element, 'zeebe:TaskDefinition', { type: value || undefined }),
      options: () =>
        withPresent(
          (lists.current.outline?.handlers ?? []).map((each) => ({ value: each, label: each })),
          present,
        ),
    }),
  ])
}

// --- entries --------------------------------------------------------------------------------------

type Words = Parameters<ReturnType<typeof useT>>[0]
interface Field {
  get: () => string
  set: (value: string) => void
  description?: Words
  validate?: (value: string) => string | undefined
  isArea?: boolean
}

function group(id: string, label: Words, entries: any[]) {
  return { id, label: useT.now(label), component: Group, entries, shouldOpen: true }
}

function property(
  element: Element,
  tools: Tools,
  name: string,
  label: Words,
  more: Partial<Field> = {},
) {
  return text(`hq-${name}`, label, {
    get: () => propertyOf(element, name),
    set: (value) => setProperty(tools, element, name, value),
    ...more,
  })
}

function text(id: string, label: Words, field: Field) {
  return {
    id,
    label: useT.now(label),
    field,
    component: field.isArea ? Area : Line,
    isEdited: field.isArea ? isTextAreaEntryEdited : isTextFieldEntryEdited,
  }
}

function feel(id: string, label: Words, field: Field) {
  return { id, label: useT.now(label), field, component: Feel, isEdited: isTextFieldEntryEdited }
}

function select(
  id: string,
  label: Words,
  field: Field & { options: () => { value: string; label: string }[] },
) {
  return { id, label: useT.now(label), field, component: Select, isEdited: isSelectEntryEdited }
}

function checkbox(
  id: string,
  label: Words | null,
  field: {
    label?: string
    get: () => boolean
    set: (value: boolean) => void
    description?: Words
  },
) {
  const words = field.label ?? (label ? useT.now(label) : '')
  return { id, label: words, field, component: Tick, isEdited: isCheckboxEntryEdited }
}

// One component per kind of entry for ever: else a field would lose the focus with every change.

function Line(props: any) {
  return h(TextFieldEntry as any, { ...common(props), debounce: useService('debounceInput') })
}

function Area(props: any) {
  const debounce = useService('debounceInput')
  return h(TextAreaEntry as any, { ...common(props), debounce, autoResize: true, rows: 1 })
}

function Feel(props: any) {
  const debounce = useService('debounceInput')
  return h(FeelEntry as any, { ...common(props), debounce, feel: 'required', variables: [] })
}

function Select(props: any) {
  return h(SelectEntry as any, { ...common(props), getOptions: () => props.field.options() })
}

function Tick(props: any) {
  return h(CheckboxEntry as any, common(props))
}

function common({ element, id, label, field }: any) {
  return {
    element,
    id,
    label,
    getValue: () => field.get(),
    setValue: (value: any) => field.set(value ?? ''),
    description: field.description ? useT.now(field.description) : undefined,
    validate: field.validate,
  }
}

function none(label: Words) {
  return { value: '', label: useT.now(label) }
}

function options(found: readonly Term[], lists: { current: Lists }) {
  return found.map((each) => ({ value: each.id, label: pick(lists.current.language, each.label) }))
}

function named(found: readonly { id: string; name: string }[] | undefined) {
  return [
    none('none'),
    ...(found ?? []).map((each) => ({
      value: each.id,
      label: each.name && each.name !== each.id ? `${each.name} (${each.id})` : each.id,
    })),
  ]
}

/** What stands in the file is offered even where the list does not know it. */
function withPresent(found: { value: string; label: string }[], present: string) {
  if (present === '' || found.some((each) => each.value === present)) return found
  return [...found, { value: present, label: present }]
}

export function kindsOf(organisations: readonly { kind: string; name_zh: string; name_en: string }[]): Term[] {
  const known = new Map<string, InBoth>(KINDS.map((each) => [each.id, each.label]))
  for (const each of organisations)
    if (!known.has(each.kind)) known.set(each.kind, { zh: each.kind, en: each.kind })
  return [...known].map(([id, label]) => ({ id, label }))
}
