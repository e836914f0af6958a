import { writeFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import type { CertificateAuthority } from '../types.ts';

const KEY = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const;

/** A certificate authority for this run of the local cloud: its key is nowhere but in memory. */
export async function createCertificateAuthority(stateFolder: string): Promise<CertificateAuthority> {
  const authority = await generate([{ name: 'commonName', value: 'EduTech Brasil local cloud' }], {
    ...KEY,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const caFile = join(stateFolder, 'ca.pem');
  writeFileSync(caFile, authority.cert, { mode: 0o644 });
  return {
    caFile,
    async issue(hosts) {
      const { cert, private: privateKey } = await generate([{ name: 'commonName', value: hosts[0] }], {
        ...KEY,
        ca: { cert: authority.cert, key: authority.private },
        extensions: [
          { name: 'basicConstraints', cA: false, critical: true },
          { name: 'keyUsage', digitalSignature: true, critical: true },
          { name: 'extKeyUsage', serverAuth: true },
          {
            name: 'subjectAltName',
            altNames: hosts.map((host) => (isIPv4(host) ? { type: 7, ip: host } : { type: 2, value: host })),
          },
        ],
      });
      return { certificate: `${cert.trim()}\n`, privateKey: `${privateKey.trim()}\n` };
    },
  };
}
