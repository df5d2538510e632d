const typed = new WeakSet<HTMLElement>()

type Field = HTMLInputElement | HTMLTextAreaElement

/** Remembers the fields that somebody types into, before the page was awake too; returns how to stop that. */
export function watchTyping(): () => void {
  for (const field of fields()) if (field.value !== field.defaultValue) typed.add(field)
  const note = ({ target }: Event): void => {
    if (target instanceof HTMLElement) typed.add(target)
  }
  document.addEventListener('input', note, { capture: true })
  return () => document.removeEventListener('input', note, { capture: true })
}

/** Whether something stands on the page that somebody has typed and not sent: what a search finds is found again. */
export function hasTypedText(): boolean {
  return fields().some((field) => typed.has(field) && field.value !== '')
}

function fields(): Field[] {
  return [
    ...document.querySelectorAll<Field>(
      ':is(form, [role="dialog"]) input:not([type="search"], [role="combobox"]), textarea',
    ),
  ]
}
