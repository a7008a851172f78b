export { default } from '../(console)/settings/design/page';
