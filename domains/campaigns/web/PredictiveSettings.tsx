import { Alert, Form } from 'antd'
import { type Jurisdiction, listJurisdictions, listSellers, type Seller } from '#domains/compliance/contract.ts'
import { useLocale, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { NumberField, SelectField, ShareField } from '#web/ui/fields.tsx'
import { formatShare } from '#web/ui/format.ts'
import { text } from '../text.ts'
import style from './campaign.module.css'

const LawOfPlace = ({ law }: { law: Jurisdiction }) => {
  const say = useWords()
  const limits = {
    target: formatShare(law.defaultAbandonTarget),
    ceiling: formatShare(law.abandonCeiling),
    days: law.windowDays,
    ring: law.leastRingSeconds,
    hours: law.lockOutHours,
  }
  return (
    <Alert
      className={style.law ?? ''}
      type="info"
      showIcon
      title={say(text.limitsOfPlace, limits)}
      description={say({ zh: law.lawZh, en: law.lawEn })}
    />
  )
}

/** What a customer hears: in the reader's language where it is spoken, else in the other. */
const Spoken = ({ seller: { messageZh, messageEn } }: { seller: Seller }) => {
  const say = useWords()
  const [first, second] = useLocale() === 'zh' ? [messageZh, messageEn] : [messageEn, messageZh]
  return <p className={style.spoken}>{say(text.spokenWhenNobodyIsFree, first || second)}</p>
}

const Limits = ({ law }: { law: Jurisdiction | undefined }) => {
  const say = useWords()
  const withinCeiling = (value: number | null | undefined): Promise<void> =>
    law && (value ?? 0) > law.abandonCeiling
      ? Promise.reject(new Error(say(text.aboveCeiling, formatShare(law.abandonCeiling))))
      : Promise.resolve()
  return (
    <ShareField
      name="abandonTargetOwn"
      label={text.abandonTarget}
      help={text.abandonTargetHelp}
      least={0.001}
      placeholder={say(text.jurisdictionDefault, formatShare(law?.defaultAbandonTarget))}
      rules={[{ validator: (_rule, value: number | null) => withinCeiling(value) }]}
    />
  )
}

/** What predictive dialling is steered by: the law of the place, the share it may abandon, in whose name, how much. */
export const PredictiveSettings = () => {
  const jurisdictions = useAsk(listJurisdictions)
  const sellers = useAsk(listSellers)
  const code = Form.useWatch('jurisdiction') as string | undefined
  const sellerId = Form.useWatch('sellerId') as string | null | undefined
  const law = jurisdictions.data?.find((one) => one.code === code)
  const seller = sellers.data?.find(({ id }) => id === sellerId)
  return (
    <>
      <div className={style.two}>
        <SelectField
          name="jurisdiction"
          label={text.jurisdiction}
          required
          loading={jurisdictions.isPending}
          options={(jurisdictions.data ?? []).map(({ code: value, nameZh: zh, nameEn: en }) => ({
            value,
            text: { zh, en },
          }))}
        />
        <Limits law={law} />
      </div>
      {law && <LawOfPlace law={law} />}
      <div className={style.two}>
        <SelectField
          name="sellerId"
          label={text.seller}
          help={text.sellerHelp}
          loading={sellers.isPending}
          options={(sellers.data ?? []).map(({ id, name, phone }) => ({ value: id, text: `${name} ${phone}` }))}
        />
        <NumberField
          name="lineLimit"
          label={text.lineLimit}
          help={text.lineLimitHelp}
          placeholder={text.noLimit}
          least={1}
          most={10_000}
        />
        <NumberField
          name="agentHourCost"
          label={text.agentHourCost}
          help={text.agentHourCostHelp}
          least={0}
          most={1_000_000}
          digits={2}
          unit={text.money}
        />
      </div>
      {seller && <Spoken seller={seller} />}
    </>
  )
}
