/**
 * The files of a workspace while somebody works on them: saved within two seconds, valid or not, and
 * kept in the browser until the server has them. One undo for everything, and it outlives a reload:
 * every save on the server is a step.
 */
import { fetchWithSession, read, api, type Schemas } from '../../api/client'
import { ApiProblem } from '../../api/problem'

export type SaveState = 'saved' | 'typed' | 'saving' | 'failed' | 'conflict'

export interface DraftFile {
  path: string
  kind: string
  /** Null: it was removed, and undo may bring it back. */
  text: string | null
  /** The save the text was made on. */
  number: number
  state: SaveState
  savedBy: Schemas['PersonNameOut']
  savedAt: string
}

export interface Conflict {
  path: string
  mine: string | null
  theirs: string | null
  number: number
  who: string
  at: string | null
}

/** One step back: what a file held before and after. Texts of earlier sittings are fetched. */
interface Step {
  path: string
  before: string | null | undefined
  after: string | null | undefined
  /** Numbers of the saves, as far as the server has them. */
  beforeNumber: number
  number: number
  isOpen: boolean
}

/** Somebody who shows a file listens for texts that did not come from there. */
export type Listener = () => void

const BURST_MS = 900
const SAVE_MS = 700
const LATEST_MS = 1900
const RETRY_MS = [2000, 4000, 8000, 15000]

export class Drafts {
  readonly id: string
  private files = new Map<string, DraftFile>()
  private undoSteps: Step[] = []
  private redoSteps: Step[] = []
  private pendingAct = new Map<string, { act: 'undo' | 'redo'; refersTo: number }>()
  private timers = new Map<string, ReturnType<typeof setTimeout>>()
  private firstTyped = new Map<string, number>()
  private turn: Promise<unknown> = Promise.resolve()
  private sending = new Map<string, Promise<void>>()
  private failures = 0
  private listeners = new Set<Listener>()
  private lastEdit = 0
  private closed = false
  /** Editors that tell a moment later what was changed in them. */
  private editors = new Set<() => Promise<void>>()
  conflict: Conflict | null = null
  /** Grows with every change of anything; what `useSyncExternalStore` compares. */
  version = 0
  /** Grows with every save the server took. */
  saves = 0

  constructor(id: string) {
    this.id = id
  }

  subscribe = (tell: Listener) => {
    this.listeners.add(tell)
    return () => {
      this.listeners.delete(tell)
    }
  }
  present = () => this.version

  private tell() {
    this.version += 1
    for (const each of this.listeners) each()
  }

  /** The editor is asked for what it has not told yet before anything is undone, saved or left. */
  attend(settle: () => Promise<void>) {
    this.editors.add(settle)
    return () => {
      this.editors.delete(settle)
    }
  }

  private async settle(): Promise<void> {
    await Promise.all([...this.editors].map((each) => each()))
  }

  // --- reading --------------------------------------------------------------------------------

  all(): DraftFile[] {
    return [...this.files.values()]
      .filter((each) => each.text !== null)
      .sort((a, b) => order(a.kind) - order(b.kind) || a.path.localeCompare(b.path))
  }

  file(path: string): DraftFile | undefined {
    const found = this.files.get(path)
    return found && found.text !== null ? found : undefined
  }

  text(path: string): string {
    return this.files.get(path)?.text ?? ''
  }

  get state(): SaveState {
    const states = [...this.files.values()].map((each) => each.state)
    for (const each of ['conflict', 'failed', 'saving', 'typed'] as const)
      if (states.includes(each)) return each
    return 'saved'
  }

  get canUndo(): boolean {
    return this.undoSteps.length > 0
  }

  get canRedo(): boolean {
    return this.redoSteps.length > 0
  }

  // --- opening --------------------------------------------------------------------------------

  async load(contents: readonly Schemas['FileOut'][], me: string): Promise<void> {
    const texts = await Promise.all(contents.map((each) => this.fetchFile(each.path)))
    contents.forEach((each, i) => this.take(each, texts[i]!))
    this.restoreSteps(await this.history(), me)
    for (const each of [...this.files.values()]) this.recover(each, me)
    this.recoverNew()
    this.tell()
  }

  private take(each: Schemas['FileOut'], text: string) {
    this.files.set(each.path, {
      path: each.path,
      kind: each.kind,
      text,
      number: each.number,
      state: 'saved',
      savedBy: each.saved_by,
      savedAt: each.saved_at,
    })
  }

  private async history() {
    const address = { path: { workspace: this.id }, query: { limit: 200 } }
    return read(api.GET('/workspaces/{workspace}/saves', { params: address }))
  }

  /** Steps of earlier sittings, from what the server kept: oldest first. */
  private restoreSteps(saves: readonly Schemas['SaveOut'][], me: string) {
    const last = new Map<string, number>()
    for (const each of [...saves].reverse()) {
      const before = last.get(each.path)
      last.set(each.path, each.number)
      if (each.saved_by.id !== me) {
        this.undoSteps = this.undoSteps.filter((step) => step.path !== each.path)
        this.redoSteps = this.redoSteps.filter((step) => step.path !== each.path)
        continue
      }
      if (each.act === 'undo') {
        const at = lastOf(this.undoSteps, each.refers_to)
        if (at >= 0) this.redoSteps.push(...this.undoSteps.splice(at, 1))
      } else if (each.act === 'redo') {
        const at = lastOf(this.redoSteps, each.refers_to)
        if (at >= 0) this.undoSteps.push(...this.redoSteps.splice(at, 1))
      } else if (before !== undefined) {
        this.redoSteps = []
        this.undoSteps.push({
          path: each.path,
          before: undefined,
          after: undefined,
          beforeNumber: before,
          number: each.number,
          isOpen: false,
        })
      }
    }
  }

  /** What the browser kept and the server never got. */
  private recover(file: DraftFile, me: string) {
    const kept = localStorage.getItem(this.keptAs(file.path))
    if (kept === null) return
    try {
      const found = JSON.parse(kept) as { text: string; on: number }
      if (found.text === file.text) return this.forget(file.path)
      // Saved by oneself on the way out, and typed on after that.
      if (found.on === file.number || file.savedBy.id === me) return this.edit(file.path, found.text)
      this.conflict = {
        path: file.path,
        mine: found.text,
        theirs: file.text,
        number: file.number,
        who: file.savedBy.zh,
        at: file.savedAt,
      }
      file.state = 'conflict'
    } catch {
      this.forget(file.path)
    }
  }

  /** Files that were made here and that the server never heard of. */
  private recoverNew() {
    const prefix = this.keptAs('')
    for (const key of Object.keys(localStorage)) {
      const path = key.startsWith(prefix) ? key.slice(prefix.length) : ''
      if (path === '' || this.files.has(path)) continue
      try {
        const found = JSON.parse(localStorage.getItem(key) ?? '') as { text: string; on: number }
        if (found.on === 0) this.create(path, kindOf(path), found.text)
        else this.forget(path)
      } catch {
        this.forget(path)
      }
    }
  }

  // --- changing -------------------------------------------------------------------------------

  /** `isAlone`: one act on many places, such as a paste, which is one step back by itself. */
  edit(path: string, text: string, isAlone = false) {
    const file = this.files.get(path)
    if (!file || file.text === text) return
    const now = Date.now()
    const top = this.undoSteps.at(-1)
    if (!isAlone && top?.isOpen && top.path === path && now - this.lastEdit < BURST_MS) top.after = text
    else {
      if (top) top.isOpen = false
      this.undoSteps.push({ ...this.step(file, text), isOpen: !isAlone })
    }
    this.redoSteps = []
    this.lastEdit = now
    this.put(file, text)
  }

  create(path: string, kind: string, text: string) {
    const found = this.files.get(path)
    if (found && found.text !== null) return this.edit(path, text)
    const nobody = { id: '', zh: '', en: '' }
    const file: DraftFile = found ?? {
      path,
      kind,
      text: null,
      number: 0,
      state: 'saved',
      savedBy: nobody,
      savedAt: '',
    }
    this.files.set(path, file)
    this.undoSteps.push({ ...this.step(file, text), isOpen: false })
    this.redoSteps = []
    this.put(file, text)
  }

  remove(path: string) {
    const file = this.files.get(path)
    if (!file || file.text === null) return
    this.undoSteps.push({ ...this.step(file, null), isOpen: false })
    this.redoSteps = []
    this.put(file, null)
  }

  private step(file: DraftFile, after: string | null): Step {
    return {
      path: file.path,
      before: file.text,
      after,
      beforeNumber: file.number,
      number: 0,
      isOpen: true,
    }
  }

  private put(file: DraftFile, text: string | null) {
    file.text = text
    if (file.state !== 'conflict') file.state = 'typed'
    if (text !== null) this.keep(file)
    this.schedule(file.path)
    this.tell()
  }

  undo(): Promise<string | null> {
    return this.inTurn(() => this.move(this.undoSteps, this.redoSteps, 'undo'))
  }

  redo(): Promise<string | null> {
    return this.inTurn(() => this.move(this.redoSteps, this.undoSteps, 'redo'))
  }

  /** Steps of earlier sittings are fetched: who asks three times meanwhile goes three steps. */
  private inTurn(step: () => Promise<string | null>): Promise<string | null> {
    const next = this.turn.then(() => this.settle()).then(step)
    this.turn = next.catch(() => undefined)
    return next
  }

  /** Gives the path whose text changed, so that the page can show it. */
  private async move(from: Step[], to: Step[], act: 'undo' | 'redo'): Promise<string | null> {
    const step = from.at(-1)
    if (!step) return null
    step.isOpen = false
    const side = act === 'undo' ? 'before' : 'after'
    if (step[side] === undefined) {
      const number = act === 'undo' ? step.beforeNumber : step.number
      step[side] = await this.fetchSave(number)
    }
    if (from.at(-1) !== step) return null
    from.pop()
    to.push(step)
    const file = this.files.get(step.path) ?? {
      path: step.path,
      kind: kindOf(step.path),
      text: null,
      number: 0,
      state: 'saved' as const,
      savedBy: { id: '', zh: '', en: '' },
      savedAt: '',
    }
    this.files.set(step.path, file)
    if (act === 'undo') step.after ??= file.text
    if (step.number > 0) this.pendingAct.set(step.path, { act, refersTo: step.number })
    this.put(file, step[side] ?? null)
    return step.path
  }

  // --- saving ---------------------------------------------------------------------------------

  private schedule(path: string, wait = SAVE_MS) {
    const now = Date.now()
    const first = this.firstTyped.get(path) ?? now
    this.firstTyped.set(path, first)
    clearTimeout(this.timers.get(path))
    const left = Math.max(0, Math.min(wait, first + LATEST_MS - now))
    this.timers.set(
      path,
      setTimeout(() => void this.save(path), wait > SAVE_MS ? wait : left),
    )
  }

  /** Everything that is not saved yet, now. */
  async flush(): Promise<void> {
    await this.settle()
    const open = [...this.files.values()].filter((each) => each.state !== 'saved')
    await Promise.all(open.map((each) => this.save(each.path)))
  }

  /** One save of a file at a time: the next is made on the number the one before gave. */
  private async save(path: string): Promise<void> {
    const before = this.sending.get(path)
    if (before) {
      await before
      if (this.files.get(path)?.state === 'typed') await this.save(path)
      return
    }
    const sending = this.saveNow(path).finally(() => this.sending.delete(path))
    this.sending.set(path, sending)
    return sending
  }

  private async saveNow(path: string): Promise<void> {
    const file = this.files.get(path)
    if (!file || this.closed || file.state === 'saved' || file.state === 'conflict') return
    clearTimeout(this.timers.get(path))
    this.firstTyped.delete(path)
    const text = file.text
    const act = this.pendingAct.get(path)
    this.pendingAct.delete(path)
    const steps = this.undoSteps.filter((each) => each.path === path && each.number === 0)
    file.state = 'saving'
    this.tell()
    try {
      const save = text === null ? await this.sendRemoval(file) : await this.send(file, text, act)
      file.number = save?.number ?? file.number
      if (save) {
        file.savedBy = save.saved_by
        file.savedAt = save.saved_at
      }
      for (const each of steps) each.number = file.number
      this.failures = 0
      this.saves += 1
      const isLatest = file.text === text
      file.state = isLatest ? 'saved' : 'typed'
      if (isLatest) this.forget(path)
      else this.schedule(path)
    } catch (wrong) {
      if (act) this.pendingAct.set(path, act)
      if (wrong instanceof ApiProblem && wrong.status === 412) await this.collide(file, wrong, text)
      else {
        file.state = 'failed'
        const wait = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)]!
        this.failures += 1
        this.schedule(path, wait)
      }
    }
    this.tell()
  }

  private async send(
    file: DraftFile,
    text: string,
    act?: { act: 'undo' | 'redo'; refersTo: number },
  ): Promise<Schemas['SaveOut']> {
    const query = act ? `?act=${act.act}&refers_to=${act.refersTo}` : ''
    const answer = await fetchWithSession(`${this.address(file.path)}${query}`, {
      method: 'PUT',
      body: new Blob([text]),
      headers: { 'Content-Type': 'application/octet-stream', 'If-Match': `"${file.number}"` },
    })
    return (await answer.json()) as Schemas['SaveOut']
  }

  private async sendRemoval(file: DraftFile): Promise<Schemas['SaveOut'] | null> {
    if (file.number === 0) return null
    const headers = { 'If-Match': `"${file.number}"` }
    const answer = await fetchWithSession(this.address(file.path), { method: 'DELETE', headers })
    return (await answer.json()) as Schemas['SaveOut']
  }

  // --- others ---------------------------------------------------------------------------------

  private async collide(file: DraftFile, problem: ApiProblem, sent: string | null) {
    const facts = problem.problem.facts as { number?: number; saved_by?: string; saved_at?: string }
    file.state = 'conflict'
    let theirs: string | null = null
    try {
      theirs = await this.fetchSave(facts.number ?? 0)
    } catch {
      theirs = null
    }
    if (theirs === sent) {
      // It had arrived, only the answer had not.
      file.number = facts.number ?? 0
      file.state = file.text === sent ? 'saved' : 'typed'
      if (file.state === 'saved') this.forget(file.path)
      else this.schedule(file.path)
      return
    }
    this.conflict = {
      path: file.path,
      mine: file.text,
      theirs,
      number: facts.number ?? 0,
      who: facts.saved_by ?? '',
      at: facts.saved_at ?? null,
    }
  }

  /** Both versions are saves afterwards, whichever the file goes on with. */
  async resolve(choice: 'mine' | 'theirs'): Promise<void> {
    const found = this.conflict
    const file = found && this.files.get(found.path)
    if (!found || !file) return
    file.number = found.number
    file.state = 'typed'
    this.conflict = null
    this.undoSteps = this.undoSteps.filter((each) => each.path !== found.path)
    this.redoSteps = this.redoSteps.filter((each) => each.path !== found.path)
    await this.save(found.path)
    if (choice === 'theirs' && this.files.get(found.path)?.state === 'saved') {
      this.undoSteps.push({
        path: found.path,
        before: found.mine,
        after: found.theirs,
        beforeNumber: file.number,
        number: 0,
        isOpen: false,
      })
      this.put(file, found.theirs)
    }
    this.tell()
  }

  /** The save each file stands on; asked for before the server is asked what others did. */
  numbers(): ReadonlyMap<string, number> {
    return new Map([...this.files.values()].map((each) => [each.path, each.number]))
  }

  /**
   * Others saved meanwhile: what nobody here is typing in follows. Gives what changed. `asked`: the
   * numbers when the server was asked; a file that was saved here since then is only not listed yet.
   */
  async follow(
    contents: readonly Schemas['FileOut'][],
    asked: ReadonlyMap<string, number>,
  ): Promise<Schemas['FileOut'][]> {
    const changed: Schemas['FileOut'][] = []
    for (const each of contents) {
      const mine = this.files.get(each.path)
      if (mine && (mine.state !== 'saved' || mine.number >= each.number)) continue
      const text = await this.fetchFile(each.path)
      const now = this.files.get(each.path)
      if (now && (now.state !== 'saved' || now.number >= each.number)) continue
      this.take(each, text)
      this.undoSteps = this.undoSteps.filter((step) => step.path !== each.path)
      this.redoSteps = this.redoSteps.filter((step) => step.path !== each.path)
      changed.push(each)
    }
    const there = new Set(contents.map((each) => each.path))
    for (const each of [...this.files.values()]) {
      const stands = each.state === 'saved' && each.text !== null && each.number > 0
      if (!stands || there.has(each.path) || asked.get(each.path) !== each.number) continue
      each.text = null
      this.tell()
    }
    if (changed.length > 0) {
      this.saves += 1
      this.tell()
    }
    return changed
  }

  /** Go on with what the file held after an earlier save. */
  async restore(path: string, number: number): Promise<void> {
    const text = await this.fetchSave(number)
    if (text === null) return
    const file = this.files.get(path)
    if (file && file.text !== null) this.edit(path, text)
    else this.create(path, kindOf(path), text)
  }

  // --- addresses ------------------------------------------------------------------------------

  private address(path: string): string {
    return `/workspaces/${this.id}/files/${path.split('/').map(encodeURIComponent).join('/')}`
  }

  private async fetchFile(path: string): Promise<string> {
    return (await fetchWithSession(this.address(path))).text()
  }

  async fetchSave(number: number): Promise<string | null> {
    if (number <= 0) return null
    try {
      return await (await fetchWithSession(`/workspaces/${this.id}/saves/${number}`)).text()
    } catch (wrong) {
      if (wrong instanceof ApiProblem && wrong.status === 404) return null
      throw wrong
    }
  }

  private keptAs(path: string): string {
    return `huiqian.draft.${this.id}.${path}`
  }

  private keep(file: DraftFile) {
    try {
      const kept = JSON.stringify({ text: file.text, on: file.number })
      localStorage.setItem(this.keptAs(file.path), kept)
    } catch {
      // The browser's store is full: the server has everything but the last seconds.
    }
  }

  private forget(path: string) {
    localStorage.removeItem(this.keptAs(path))
  }

  close() {
    this.closed = true
    for (const timer of this.timers.values()) clearTimeout(timer)
  }
}

export function kindOf(path: string): string {
  if (path.endsWith('.bpmn')) return 'bpmn'
  if (path.endsWith('.dmn')) return 'dmn'
  return path.startsWith('forms/') ? 'form' : 'scenario'
}

function order(kind: string): number {
  return ['bpmn', 'dmn', 'form', 'scenario'].indexOf(kind)
}

function lastOf(steps: readonly Step[], number: number | null): number {
  return steps.map((each) => each.number).lastIndexOf(number ?? -1)
}
