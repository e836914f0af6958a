import {
  ACMClient,
  DescribeCertificateCommand,
  GetCertificateCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-acm';
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { awsSettings } from '../../aws.ts';
import type { Check } from '../check.ts';

/** Whether browsers will trust the load balancer by the url's name. */
export const certificate: Check = {
  name: 'certificate',
  find: async (stage) => {
    const { certificateArn: CertificateArn, region } = stage;
    const { hostname } = new URL(stage.url);
    const acm = new ACMClient(awsSettings(stage));
    const request = `aws acm request-certificate --region ${region} --domain-name ${hostname} --validation-method DNS`;
    const newOne = `${request}, and write its ARN into the stage`;
    try {
      const { Certificate } = await acm.send(new DescribeCertificateCommand({ CertificateArn }));
      if (Certificate?.Status === 'PENDING_VALIDATION') {
        const named = `--region ${region} --certificate-arn ${CertificateArn}`;
        const query = "--query 'Certificate.DomainValidationOptions[].ResourceRecord'";
        const mend = `aws acm describe-certificate ${named} ${query} tells the record to add; aws acm wait certificate-validated ${named}`;
        return [{ problem: `${CertificateArn} is not issued: it waits for its DNS record`, mend }];
      }
      if (Certificate?.Status !== 'ISSUED')
        return [{ problem: `${CertificateArn} is ${Certificate?.Status}, not ISSUED`, mend: newOne }];
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
      return [{ problem: `ACM has no ${CertificateArn}`, mend: newOne }];
    }
    const { Certificate: pem = '' } = await acm.send(new GetCertificateCommand({ CertificateArn }));
    const { subjectAltName, ...issued } = checked(pem, hostname);
    if (issued.fits) return [];
    return [{ problem: `the certificate is for ${subjectAltName}, and not for ${hostname}`, mend: newOne }];
  },
};

function checked(pem: string, host: string) {
  const issued = new X509Certificate(pem);
  const fits = (isIP(host) ? issued.checkIP(host) : issued.checkHost(host)) !== undefined;
  return { fits, subjectAltName: issued.subjectAltName ?? issued.subject };
}
