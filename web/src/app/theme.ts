/** One visual language: dense but calm; colours only ever come from here. */
import { theme, type ThemeConfig } from 'antd'

import type { Preferences } from './preferences'

const FONT = [
  '-apple-system',
  '"Segoe UI"',
  'Roboto',
  '"Helvetica Neue"',
  '"PingFang SC"',
  '"Microsoft YaHei"',
  '"Noto Sans SC"',
  '"Noto Sans CJK SC"',
  '"Source Han Sans SC"',
  '"Noto Sans SC Variable"',
  'sans-serif',
].join(',')

export function themeOf(isDark: boolean, density: Preferences['density']): ThemeConfig {
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    cssVar: { key: 'huiqian' },
    hashed: false,
    token: {
      fontFamily: FONT,
      fontSize: 14,
      colorPrimary: isDark ? '#5b9bf0' : '#1456b8',
      colorInfo: isDark ? '#5b9bf0' : '#1456b8',
      colorLink: isDark ? '#7fb2f5' : '#1456b8',
      colorSuccess: isDark ? '#52b46a' : '#1f7a3a',
      colorWarning: isDark ? '#e0a03a' : '#9a5b00',
      colorError: isDark ? '#f0706b' : '#b3261e',
      // What is under the pointer: derived ones are paler, too pale for words.
      colorPrimaryHover: isDark ? '#84b5f6' : '#0f4594',
      colorLinkHover: isDark ? '#a5caf9' : '#0f4594',
      colorErrorHover: isDark ? '#f59390' : '#8f1d17',
      // What is derived from such dark colours is grey; words on it would lack contrast.
      ...(isDark
        ? {}
        : {
            colorInfoBg: '#eaf2fc',
            colorInfoBorder: '#a9c6ec',
            colorPrimaryBg: '#eaf2fc',
            colorSuccessBg: '#ebf6ee',
            colorSuccessBorder: '#a6d3b2',
            colorWarningBg: '#fdf4e3',
            colorWarningBorder: '#e3c58f',
            colorErrorBg: '#fdefee',
            colorErrorBorder: '#eab4b0',
          }),
      colorBgLayout: isDark ? '#141619' : '#f4f5f7',
      colorTextSecondary: isDark ? 'rgba(255,255,255,0.72)' : 'rgba(0,0,0,0.68)',
      colorTextTertiary: isDark ? 'rgba(255,255,255,0.62)' : 'rgba(0,0,0,0.6)',
      colorTextDescription: isDark ? 'rgba(255,255,255,0.66)' : 'rgba(0,0,0,0.62)',
      colorTextPlaceholder: isDark ? 'rgba(255,255,255,0.58)' : 'rgba(0,0,0,0.58)',
      borderRadius: 4,
      controlHeight: density === 'compact' ? 30 : 34,
      // (antd places its pop-ups at the end of a motion: stopping it by style sheet loses them)
      motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      motionDurationMid: '0.1s',
      motionDurationSlow: '0.15s',
    },
    components: {
      // White on the lighter blue of the dark theme could not be read.
      Button: isDark ? { primaryColor: '#08121f', dangerColor: '#08121f' } : {},
      Layout: { headerHeight: 48, headerPadding: '0 12px' },
      // The text of an empty table is written in the colour of what is disabled, which is too pale.
      Table: {
        colorTextDisabled: isDark ? 'rgba(255,255,255,0.62)' : 'rgba(0,0,0,0.6)',
        cellPaddingBlock: density === 'compact' ? 6 : 10,
        cellPaddingInline: 10,
      },
    },
  }
}
