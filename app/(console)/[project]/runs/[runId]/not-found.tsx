import { TopBar } from '#components/layout/top-bar.tsx'
import { RunNotFound } from '#components/run/run-states.tsx'

export default function NotFound() {
  return (
    <>
      <TopBar title="Run" />
      <RunNotFound />
    </>
  )
}
