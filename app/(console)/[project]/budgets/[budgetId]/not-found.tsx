import { NothingThere } from '#components/layout/nothing-there.tsx'
import { TopBar } from '#components/layout/top-bar.tsx'

export default function NotFound() {
  return (
    <>
      <TopBar title="Budget" />
      <NothingThere what="budget" href="../budgets" way="All budgets">
        It was deleted, or the address is incomplete.
      </NothingThere>
    </>
  )
}
