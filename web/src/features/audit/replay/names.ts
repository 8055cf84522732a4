/** What people call the things that a journal names by id. */
import { useMemo } from 'react'

import type { Schemas } from '../../../api/client'
import { exactMoment, money } from '../../../design/formats'
import { roleName } from '../../../design/roleNames'
import { type Language, namespaces, pick, useLanguage } from '../../../i18n'
import { useT } from './messages'
import type { Tagged } from './model/journal'
import { valueText } from './model/values'
import { useWords } from './vocabulary'

type Told = Schemas['ReplayOut']
type Element = Schemas['ReplayElementOut']
type Say = (key: never) => string

export class Names {
  private readonly told: Told
  private readonly language: Language
  private readonly words: Say
  private readonly t: ReturnType<typeof useT>
  private readonly elements = new Map<string, Element>()
  private readonly processes = new Map<string, Schemas['ReplayProcessOut']>()
  /** Process and outcome → its words, as far as all tasks of the process agree on them. */
  private readonly outcomes = new Map<string, { zh: string; en: string } | null>()

  constructor(told: Told, language: Language, words: Say, t: ReturnType<typeof useT>) {
    this.told = told
    this.language = language
    this.words = words
    this.t = t
    for (const process of told.processes) {
      this.processes.set(process.id, process)
      for (const element of process.elements) {
        this.elements.set(`${process.id} ${element.id}`, element)
        for (const [id, label] of Object.entries(element.outcomes ?? {})) {
          const key = `${process.id} ${id}`
          const there = this.outcomes.get(key)
          this.outcomes.set(key, there === undefined || there?.zh === label.zh ? label : null)
        }
      }
    }
  }

  processOf(id: string): Schemas['ReplayProcessOut'] | undefined {
    return this.processes.get(id)
  }

  process(id: string): string {
    return pick(this.language, this.processes.get(id)) || id
  }

  elementOf(process: string, node: string): Element | undefined {
    return this.elements.get(`${process} ${node}`)
  }

  /** A step, or the flow that a reason is about; a flow without a name says where it leads. */
  element(process: string, node: string): string {
    if (process === node) return this.process(process)
    const found = pick(this.language, this.elementOf(process, node))
    if (found) return found
    const flow = this.processes.get(process)?.flows[node]
    if (!flow) return node
    return pick(this.language, flow) || `→ ${this.element(process, flow.target)}`
  }

  person(id: string): string {
    if (id.startsWith('system')) return this.t('system')
    return pick(this.language, this.told.people[id]) || id
  }

  organisation(id: string): string {
    return pick(this.language, this.told.organisations[id]) || id
  }

  /** "某市人社局 受理人员" for "P1_CITY.hrss_bureau.window_clerk". */
  group(id: string): string {
    const at = id.lastIndexOf('.')
    return `${this.organisation(id.slice(0, at))} ${roleName(this.language, id.slice(at + 1))}`
  }

  field(name: string): string {
    return pick(this.language, this.told.fields[name]) || this.word(`var.${name}`, name)
  }

  outcome(process: string, node: string, outcome: string): string {
    return pick(this.language, this.elementOf(process, node)?.outcomes?.[outcome]) || outcome
  }

  state(state: string): string {
    return this.word(state, state)
  }

  command(command: string): string {
    return this.word(command, command)
  }

  /** `process`: where the value was read or written, for words that differ between processes. */
  value(value: Tagged, name = '', process = ''): string {
    const options = this.told.options[name]
    if (options && Array.isArray(value) && value.length > 0)
      return value.map((each) => this.value(each, name, process)).join(this.t('comma'))
    if (typeof value === 'string') {
      if (options?.[value]) return pick(this.language, options[value])
      if (/outcome|proposal/.test(name)) {
        const outcome = this.outcomes.get(`${process} ${value}`)
        if (outcome) return pick(this.language, outcome)
      }
      if (/outcome|result|state/.test(name)) return this.state(value)
      if (this.told.people[value]) return this.person(value)
      if (this.told.organisations[value]) return this.organisation(value)
    }
    return valueText(
      value,
      {
        yes: this.t('yes'),
        no: this.t('no'),
        empty: this.t('empty'),
        unknown: this.t('unknown'),
        comma: this.t('comma'),
        semicolon: this.t('semicolon'),
        money,
        moment: exactMoment,
      },
      name,
    )
  }

  private word(key: string, otherwise: string): string {
    return namespaces['replay.words']?.zh[key] === undefined ? otherwise : this.words(key as never)
  }
}

export function useNames(told: Told | undefined): Names | null {
  const language = useLanguage()
  const words = useWords()
  const t = useT()
  return useMemo(() => (told ? new Names(told, language, words as Say, t) : null), [told, language, words, t])
}
