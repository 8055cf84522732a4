import { defineMessages } from '../../../i18n'

export const useT = defineMessages('table', {
  zh: {
    tables: '决策',
    graph: '决策关系图',
    graphHint: '箭头从所依据的指向用到它的；点图标打开决策表或表达式。',
    findings: '表的检查',
    complete: '没有缺口或重叠',
    gap: '缺口',
    overlap: '重叠',
    remark: '提醒',
    pasteHint: '可从电子表格粘贴多格，从所在单元格起填入；Tab、Enter 移动。',
    pasted: '已填入 {{rows}} 行',
    fillDown: '向下填充',
    filled: '已向下填充',
    fillFirst: '请先点选一个单元格',
  },
  en: {
    tables: 'Decisions',
    graph: 'How decisions hang together',
    graphHint: 'Arrows lead from what is needed to what needs it; the icon opens a table or an expression.',
    findings: 'Checks of the table',
    complete: 'no gaps and no overlaps',
    gap: 'Gap',
    overlap: 'Overlap',
    remark: 'Remark',
    pasteHint: 'Paste cells of a spreadsheet: they fill from the present cell on; Tab and Enter move.',
    pasted: 'Filled {{rows}} rows',
    fillDown: 'Fill down',
    filled: 'Filled down',
    fillFirst: 'Choose a cell first',
  },
})
