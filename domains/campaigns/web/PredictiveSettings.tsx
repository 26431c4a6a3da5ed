import { Alert, Form } from 'antd'
import { listJurisdictions, listSellers } from '#domains/compliance/contract.ts'
import { useLocale, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { NumberField, SelectField, ShareField } from '#web/ui/fields.tsx'
import { formatShare } from '#web/ui/format.ts'
import { text } from '../text.ts'
import style from './campaign.module.css'

/** What predictive dialling is steered by: the law of the place, the share it may abandon, in whose name, how much. */
export const PredictiveSettings = () => {
  const say = useWords()
  const locale = useLocale()
  const jurisdictions = useAsk(listJurisdictions)
  const sellers = useAsk(listSellers)
  const code = Form.useWatch('jurisdiction') as string | undefined
  const own = Form.useWatch('abandonTargetOwn') as number | null | undefined
  const sellerId = Form.useWatch('sellerId') as string | null | undefined
  const law = jurisdictions.data?.find((one) => one.code === code)
  const seller = sellers.data?.find(({ id }) => id === sellerId)
  const target = formatShare(law?.defaultAbandonTarget ?? null)
  const ceiling = formatShare(law?.abandonCeiling ?? null)
  return (
    <>
      <div className={style.two}>
        <SelectField
          name="jurisdiction"
          label={text.jurisdiction}
          required
          loading={jurisdictions.isPending}
          options={(jurisdictions.data ?? []).map(({ code: value, nameZh, nameEn }) => ({
            value,
            text: { zh: nameZh, en: nameEn },
          }))}
        />
        <ShareField
          name="abandonTargetOwn"
          label={text.abandonTarget}
          help={text.abandonTargetHelp}
          least={0.001}
          placeholder={say(text.jurisdictionDefault, target)}
          rules={
            law && own != null && own > law.abandonCeiling
              ? [{ validator: () => Promise.reject(new Error(say(text.aboveCeiling, ceiling))) }]
              : []
          }
        />
      </div>
      {law && (
        <Alert
          className={style.law ?? ''}
          type="info"
          showIcon
          title={say(text.limitsOfPlace, {
            target,
            ceiling,
            days: law.windowDays,
            ring: law.leastRingSeconds,
            hours: law.lockOutHours,
          })}
          description={locale === 'zh' ? law.lawZh : law.lawEn}
        />
      )}
      <div className={style.two}>
        <SelectField
          name="sellerId"
          label={text.seller}
          help={text.sellerHelp}
          loading={sellers.isPending}
          options={(sellers.data ?? []).map(({ id, name, phone }) => ({ value: id, text: `${name} ${phone}` }))}
        />
        <NumberField name="lineLimit" label={text.lineLimit} help={text.lineLimitHelp} least={1} most={10_000} />
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
      {seller && (
        <p className={style.spoken}>
          {say(
            text.spokenWhenNobodyIsFree,
            (locale === 'zh' && seller.messageZh) || seller.messageEn || seller.messageZh,
          )}
        </p>
      )}
    </>
  )
}
