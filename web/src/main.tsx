import { createRoot } from 'react-dom/client'

import { App } from './app/App'
import './app/base.css'

createRoot(document.getElementById('root')!).render(<App />)

// The last of the fonts: only fetched where the system has no Chinese one, and never waited for.
void import('@fontsource-variable/noto-sans-sc')
