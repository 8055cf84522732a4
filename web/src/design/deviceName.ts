/** "Chrome 93 · Windows" from what a browser calls itself; the rest is for the hover text. */
const BROWSERS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Edge', /Edg\/(\d+)/],
  ['Firefox', /Firefox\/(\d+)/],
  ['360', /360[SE]E|QIHU/],
  ['Chrome', /Chrome\/(\d+)/],
  ['Safari', /Version\/(\d+)[\d.]* Safari/],
]
const SYSTEMS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['HarmonyOS', /HarmonyOS/],
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['UOS', /UOS|deepin/i],
  ['Linux', /Linux/],
]

export function deviceName(userAgent: string): string {
  const system = SYSTEMS.find(([, pattern]) => pattern.test(userAgent))?.[0]
  for (const [name, pattern] of BROWSERS) {
    const match = pattern.exec(userAgent)
    if (match) return [`${name} ${match[1] ?? ''}`.trim(), system].filter(Boolean).join(' · ')
  }
  return userAgent.split(' ')[0]?.slice(0, 40) || '—'
}
