import { EntryFrame } from './entry-frame.tsx'
import { ToHome } from './to-home.tsx'

/** Where TACHO_AUTH is off. */
export function SignInOff() {
  return (
    <EntryFrame
      title="Nobody signs in here"
      lead={
        <>
          This server runs with <code>TACHO_AUTH=off</code>: whoever can use this machine sees and changes everything.
          Start it without that setting to have accounts.
        </>
      }
    >
      <ToHome />
    </EntryFrame>
  )
}
