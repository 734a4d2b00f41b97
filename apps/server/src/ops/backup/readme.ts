/** What stands in every archive for whoever opens it years later. */
export function readme(company: string): string {
  return `${company}

这是新航（Xinhang）的备份文件，里面有数据库、附件和设置。不要修改或重新打包，否则无法还原。
还原：在安装了新航（Xinhang）的电脑上运行  xinhang restore 本文件
检查：xinhang verify 本文件
xinhang.db 是 SQLite 数据库，files/ 里是附件，文件名是内容的 SHA-256。

這是新航（Xinhang）的備份檔，內含資料庫、附件與設定。請勿修改或重新壓縮，否則無法還原。

This is a backup of Xinhang. Do not change it or pack it again.
To restore it, on a machine with Xinhang:  xinhang restore THIS-FILE
xinhang.db is an SQLite database; files/ holds attachments, named by their SHA-256.
`;
}
