/** The company and everyone in it are invented. */
export const COMPANY = { domain: 'asagiri.example', netbios: 'ASAGIRI', sid: 'S-1-5-21-2718281828-1414213562-1732050807', agentFolder: 'C:\\Program Files\\Asagiri Asset Agent' } as const;

export const SURNAMES = [
  'tanaka', 'suzuki', 'takahashi', 'watanabe', 'ito', 'yamamoto', 'nakamura', 'kobayashi', 'kato', 'yoshida', 'yamada', 'sasaki', 'yamaguchi', 'matsumoto', 'inoue', 'kimura',
  'hayashi', 'shimizu', 'yamazaki', 'mori', 'abe', 'ikeda', 'hashimoto', 'ishikawa', 'yamashita', 'ogawa', 'ishii', 'hasegawa', 'goto', 'okada', 'kondo', 'maeda', 'fujita',
  'endo', 'aoki', 'sakamoto', 'murakami', 'ota', 'kaneko', 'fujii', 'fukuda', 'nishimura', 'miura', 'takeuchi', 'nakagawa', 'okamoto', 'matsuda', 'harada', 'nakano', 'ono',
  'tamura', 'fujiwara', 'nakayama', 'ishida', 'kojima', 'wada', 'morita', 'uchida', 'shibata', 'sakai', 'miyazaki', 'yokoyama', 'takagi', 'ando', 'miyamoto', 'otsuka', 'imai',
] as const;

export const GIVEN_NAMES = [
  'haruto', 'yuto', 'sota', 'yuki', 'hayato', 'haruki', 'ryusei', 'koki', 'sora', 'riku', 'ren', 'takumi', 'kaito', 'daiki', 'kenta', 'naoki', 'makoto', 'hiroshi', 'akira', 'jun',
  'hina', 'yui', 'aoi', 'rin', 'mei', 'sakura', 'yuna', 'miyu', 'akari', 'misaki', 'nanami', 'ayaka', 'haruka', 'emi', 'keiko', 'yoko', 'tomoko', 'naoko', 'mayumi', 'kaori',
] as const;

export interface Department { name: string; share: string; folder: string; documents: readonly string[]; weight: number }

/** `share` is romanised because share names are; the folders and documents on it are not. */
export const DEPARTMENTS: readonly Department[] = [
  { name: '営業部', share: 'eigyo', folder: '見積', documents: ['見積書_{m}.xlsx', '提案資料.pptx', '訪問予定.xlsx', '契約書案.docx'], weight: 30 },
  { name: '経理部', share: 'keiri', folder: '月次', documents: ['月次決算_{m}.xlsx', '支払予定.xlsx', '請求一覧_{m}.xlsx', '経費精算.xlsx'], weight: 12 },
  { name: '総務部', share: 'somu', folder: '規程', documents: ['備品台帳.xlsx', '会議室予約.xlsx', '社内通知.docx'], weight: 10 },
  { name: '人事部', share: 'jinji', folder: '勤怠', documents: ['勤怠集計_{m}.xlsx', '研修計画.docx', '採用予定.xlsx'], weight: 8 },
  { name: '製造部', share: 'seizo', folder: '工程', documents: ['工程表_{m}.xlsx', '検査記録.xlsx', '作業手順書.docx'], weight: 28 },
  { name: '開発部', share: 'kaihatsu', folder: '設計', documents: ['設計書.docx', '試験結果_{m}.xlsx', '議事録.docx'], weight: 12 },
];

export const IT_DEPARTMENT: Department = { name: '情報システム部', share: 'joho', folder: '運用', documents: ['運用日誌_{m}.xlsx', '機器台帳.xlsx'], weight: 0 };

export interface Site { host: string; address: string; category: string; secure: boolean }

/** The web as this office sees it: invented names under .example, addresses from the documentation ranges. */
export const SITES: readonly Site[] = [
  site('news.hinode-shimbun.example', '198.51.100.21', 'News/Media'), site('weather.sora-yoho.example', '198.51.100.22', 'News/Media'),
  site('www.tetsudo-annai.example', '198.51.100.23', 'Travel'), site('maps.chizu-navi.example', '198.51.100.24', 'Reference'),
  site('search.sagasu.example', '198.51.100.25', 'Search Engines/Portals'), site('www.sagasu.example', '198.51.100.26', 'Search Engines/Portals'),
  site('shop.bungu-ichiba.example', '198.51.100.27', 'Shopping'), site('ir.kabushiki-joho.example', '198.51.100.28', 'Financial Services'),
  site('bank.aozora-net.example', '198.51.100.29', 'Financial Services'), site('www.yuubin-bango.example', '198.51.100.30', 'Reference'),
  site('wiki.jiten-online.example', '198.51.100.31', 'Reference'), site('video.manabi-koza.example', '198.51.100.32', 'Education'),
  site('docs.kaihatsu-notes.example', '198.51.100.33', 'Computers/Internet'), site('registry.buhin-packages.example', '198.51.100.34', 'Computers/Internet'),
  site('git.kodo-hosting.example', '198.51.100.35', 'Computers/Internet'), site('forum.gijutsu-hiroba.example', '198.51.100.36', 'Computers/Internet'),
  site('portal.torihiki-edi.example', '198.51.100.37', 'Business/Economy'), site('www.buhin-catalogue.example', '198.51.100.38', 'Business/Economy'),
  site('menu.bento-todoke.example', '198.51.100.39', 'Restaurants/Food'), site('www.seifu-tetsuzuki.example', '198.51.100.40', 'Government'),
];

export const CLOUD = {
  mail: site('outlook.kumo-office.example', '198.51.100.60', 'Email'), teams: site('teams.kumo-office.example', '198.51.100.61', 'Internet Telephony'),
  drive: site('drive.kumo-office.example', '198.51.100.62', 'Personal Network Storage'), signIn: site('login.kumo-office.example', '198.51.100.63', 'Computers/Internet'),
  update: site('update.kumo-office.example', '198.51.100.64', 'Computers/Internet'), telemetry: site('telemetry.kumo-office.example', '198.51.100.65', 'Computers/Internet'),
  storage: site('storage.kumobako.example', '198.51.100.80', 'Personal Network Storage'), browser: site('update.edge-browser.example', '198.51.100.66', 'Computers/Internet'),
  certificates: { ...site('crl.shomei-kikan.example', '198.51.100.67', 'Computers/Internet'), secure: false },
  downloads: site('download.archiver.example', '198.51.100.81', 'Software Downloads'),
} as const;

function site(host: string, address: string, category: string): Site {
  return { host, address, category, secure: true };
}
