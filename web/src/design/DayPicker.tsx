/** The browser's own calendar as a button beside the text of a day: for the mouse, never needed. */
import './day.css'

export function DayPicker({ value, onChange }: { value: string; onChange: (day: string) => void }) {
  return (
    <input
      type="date"
      className="day-picker"
      tabIndex={-1}
      aria-hidden="true"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
