/** A file as text: whatever it holds can be read and repaired here. Undo belongs to the page. */
import { defaultKeymap, indentWithTab } from '@codemirror/commands'
import { bracketMatching, defaultHighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view'
import { theme } from 'antd'
import { useEffect, useRef, useSyncExternalStore } from 'react'

import type { Schemas } from '../../api/client'
import { pick, useLanguage } from '../../i18n'
import type { Drafts } from './drafts'
import { useT } from './messages'
import type { Target } from './WorkspacePage'

export function SourceEditor(props: {
  drafts: Drafts
  path: string
  problems: readonly Schemas['ProblemOut'][]
  target: Target
}) {
  const { drafts, path, problems, target } = props
  const t = useT()
  const language = useLanguage()
  const { token } = theme.useToken()
  useSyncExternalStore(drafts.subscribe, drafts.present)
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const text = drafts.text(path)

  useEffect(() => {
    const made = new EditorView({
      parent: place.current!,
      state: EditorState.create({
        doc: drafts.text(path),
        extensions: [
          lineNumbers(),
          lintGutter(),
          drawSelection(),
          bracketMatching(),
          syntaxHighlighting(defaultHighlightStyle),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': `${t('source')} ${path}` }),
          keymap.of([indentWithTab, ...defaultKeymap]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !update.transactions.some((each) => each.isUserEvent('outside')))
              drafts.edit(path, update.state.doc.toString())
          }),
        ],
      }),
    })
    view.current = made
    return () => {
      view.current = null
      made.destroy()
    }
  }, [drafts, path, t])

  // Undo and the changes of others come from outside; only what differs is replaced.
  useEffect(() => {
    const editor = view.current
    const held = editor?.state.doc.toString()
    if (!editor || held === undefined || held === text) return
    let from = 0
    while (from < held.length && held[from] === text[from]) from += 1
    let to = held.length
    let end = text.length
    while (to > from && end > from && held[to - 1] === text[end - 1]) {
      to -= 1
      end -= 1
    }
    editor.dispatch({
      changes: { from, to, insert: text.slice(from, end) },
      userEvent: 'outside',
    })
  }, [text])

  useEffect(() => {
    const editor = view.current
    if (!editor) return
    const lines = editor.state.doc.lines
    const found = problems
      .filter((each) => each.line > 0 && each.line <= lines && each.severity !== 'carried')
      .map((each): Diagnostic => {
        const line = editor.state.doc.line(each.line)
        return {
          from: line.from,
          to: line.to,
          severity: each.severity === 'error' ? 'error' : 'warning',
          message: pick(language, each.message),
        }
      })
      .sort((a, b) => a.from - b.from)
    editor.dispatch(setDiagnostics(editor.state, found))
  }, [problems, language, path])

  useEffect(() => {
    const editor = view.current
    if (!editor || target.element === '') return
    const at = editor.state.doc.toString().indexOf(`id="${target.element}"`)
    if (at >= 0)
      editor.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) })
  }, [target])

  return (
    <div
      ref={place}
      className="hq-source"
      style={{ background: token.colorBgContainer, color: token.colorText }}
    />
  )
}
