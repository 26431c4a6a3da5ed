import { useDo } from '#web/client/use-do.ts'
import { FormDrawer } from '#web/ui/Drawers.tsx'
import { SelectField, SwitchField, TextField, TimeField } from '#web/ui/fields.tsx'
import { addSite, changeSite, listSites, listTeams, type Site } from '../contract.ts'
import { text } from '../text.ts'

type Filled = Pick<Site, 'name' | 'timeZone' | 'dayStartsAt'> & { closed?: boolean }
const zones = Intl.supportedValuesOf('timeZone').map((value) => ({ value, text: value }))

/** Adds a site, or changes one. */
export const SiteForm = ({ open, site, onClose }: { open: boolean; site: Site | undefined; onClose: () => void }) => {
  const refresh = [listSites, listTeams]
  const add = useDo(addSite, { refresh, done: text.added, onDone: onClose })
  const change = useDo(changeSite, { refresh, done: text.saved, onDone: onClose })
  const values: Partial<Filled> = site
    ? { ...site, closed: site.closedAt !== null }
    : { timeZone: 'Asia/Shanghai', dayStartsAt: '00:00' }
  return (
    <FormDrawer<Filled>
      open={open}
      title={site ? text.changeSite : text.addSite}
      values={values}
      onClose={onClose}
      onSave={({ closed = false, ...filled }) =>
        site
          ? change.mutateAsync({ params: { siteId: site.id }, body: { ...filled, closed, version: site.version } })
          : add.mutateAsync({ body: filled })
      }
    >
      <TextField name="name" label={text.siteName} required />
      <SelectField name="timeZone" label={text.timeZone} options={zones} required />
      <TimeField name="dayStartsAt" label={text.dayStartsAt} help={text.dayStartsAtHelp} minuteStep={15} required />
      {site && <SwitchField name="closed" label={text.closed} help={text.closeHelp} />}
    </FormDrawer>
  )
}
