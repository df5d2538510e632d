import { toast } from './toaster.tsx'

/** Puts a text on the clipboard; says so where the browser does not allow it. */
export async function copyToClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    toast.error('The browser did not allow copying. Select the text and copy it by hand.')
    return false
  }
}
