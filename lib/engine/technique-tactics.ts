/** Tactic of the techniques that products name most, for findings that come without one. Of a technique with several tactics, the one that it is seen for most. */
const TECHNIQUES_OF: Readonly<Record<string, string>> = {
  TA0043: 'T1595 T1592 T1589 T1590 T1598',
  TA0042: 'T1583 T1584 T1586 T1587 T1588 T1608',
  TA0001: 'T1190 T1566 T1189 T1133 T1078 T1195 T1199 T1200',
  TA0002: 'T1059 T1204 T1203 T1047 T1106 T1129 T1569',
  TA0003: 'T1053 T1543 T1547 T1546 T1136 T1505 T1098 T1137 T1176 T1197 T1554',
  TA0004: 'T1548 T1068 T1055 T1134 T1611 T1484',
  TA0005: 'T1027 T1036 T1070 T1112 T1140 T1218 T1562 T1564 T1574 T1014 T1480 T1497 T1553 T1620 T1656',
  TA0006: 'T1003 T1110 T1555 T1558 T1552 T1556 T1557 T1528 T1539 T1606 T1621 T1040 T1187 T1212',
  TA0007: 'T1018 T1046 T1069 T1082 T1083 T1087 T1135 T1482 T1033 T1057 T1016 T1049 T1012 T1007 T1518 T1201 T1526',
  TA0008: 'T1021 T1570 T1550 T1534 T1210 T1563',
  TA0009: 'T1114 T1005 T1560 T1213 T1074 T1113 T1115 T1119 T1056 T1530 T1039',
  TA0011: 'T1071 T1095 T1105 T1090 T1572 T1219 T1568 T1571 T1573 T1102 T1132 T1001',
  TA0010: 'T1048 T1041 T1567 T1020 T1029 T1537 T1030',
  TA0040: 'T1486 T1489 T1490 T1496 T1485 T1498 T1499 T1531 T1529 T1561 T1565 T1657',
};

const TACTIC_OF: ReadonlyMap<string, string> = new Map(Object.entries(TECHNIQUES_OF).flatMap(([tactic, ids]) => ids.split(' ').map((id) => [id, tactic] as const)));

/** Tactics of techniques (`T1021.002`), each once; those that are not known here have none. */
export function tacticsOfTechniques(techniques: readonly string[]): string[] {
  return [...new Set(techniques.flatMap((id) => TACTIC_OF.get(id.split('.')[0] ?? id) ?? []))];
}
