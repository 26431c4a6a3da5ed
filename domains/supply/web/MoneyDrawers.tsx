import { useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer } from '#web/ui/Drawers.tsx'
import { NumberField } from '#web/ui/fields.tsx'
import { listYields, setPrice, setWorth, type Yield } from '../contract.ts'
import { text } from '../text.ts'

type Closing = { open: boolean; onClose: () => void }
const refresh = [listYields]

/** What a record of one batch was bought for. */
export const PriceDrawer = ({ batch, open, onClose }: Closing & { batch: Yield | undefined }) => {
  const say = useWords()
  const save = useDo(setPrice, { refresh, done: text.saved, onDone: onClose })
  return (
    <FormDrawer<{ pricePerRecord: number | null }>
      open={open}
      title={say(text.priceOf, batch?.name ?? '')}
      values={{ pricePerRecord: batch?.pricePerRecord ?? null }}
      onClose={onClose}
      onSave={({ pricePerRecord }) =>
        save.mutateAsync({ params: { batchId: batch?.key ?? '' }, body: { pricePerRecord: pricePerRecord ?? null } })
      }
    >
      <NumberField name="pricePerRecord" label={text.pricePerRecord} help={text.priceHelp} least={0} digits={4} />
    </FormDrawer>
  )
}

/** What one success of a campaign brings in. */
export const WorthDrawer = ({
  campaignId,
  worth,
  open,
  onClose,
}: Closing & { campaignId: string; worth: number | null }) => {
  const save = useDo(setWorth, { refresh, done: text.saved, onDone: onClose })
  return (
    <FormDrawer<{ worthPerSuccess: number | null }>
      open={open}
      title={text.setWorth}
      values={{ worthPerSuccess: worth }}
      onClose={onClose}
      onSave={({ worthPerSuccess }) =>
        save.mutateAsync({ params: { campaignId }, body: { worthPerSuccess: worthPerSuccess ?? null } })
      }
    >
      <NumberField name="worthPerSuccess" label={text.worthPerSuccess} help={text.worthHelp} least={0.01} digits={2} />
    </FormDrawer>
  )
}
