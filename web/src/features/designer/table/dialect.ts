/**
 * The editor reads DMN 1.3; newer documents differ in their namespaces. They get those of 1.3 while
 * they are edited and their own back when they are saved.
 */
const EDITED = 'https://www.omg.org/spec/DMN/20191111/'
const NEWER = /https:\/\/www\.omg\.org\/spec\/DMN\/(?:20211108|20230324|20240513)\//g

export function toEditor(text: string): string {
  return text.replace(NEWER, EDITED)
}

/** `like`: the file as it was, whose namespaces it keeps. */
export function fromEditor(text: string, like: string): string {
  const own = NEWER.exec(like)?.[0]
  NEWER.lastIndex = 0
  return own ? text.split(EDITED).join(own) : text
}
