-- Nobody decided that persons are recorded for the audit of machine detection in campaigns that were there before it.
update campaigns.campaign set machine_audits = 0 where machine_audits = 20;
comment on column campaigns.campaign.machine_audits is 'How many calls a day that the machine took for a machine are drawn by lot for people to check; 0: none, as in campaigns older than the audit until somebody decides.';
