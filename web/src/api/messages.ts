/** What is said when an answer is none of ours, in both languages as problem documents have it. */
export function unexpectedAnswer(status: number) {
  return { zh: `服务器答复异常（${status}）。`, en: `Unexpected answer (${status}).` }
}
