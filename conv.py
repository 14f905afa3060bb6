import json,unicodedata,re,yaml,sys
def n(s):
    s=unicodedata.normalize('NFD',s.lower());s=''.join(c for c in s if not unicodedata.combining(c));return re.sub(r'[^a-z0-9]+',' ',s).strip()
old={}
import glob
for f in glob.glob('/work/main/intents/*.yaml'):
    if 'lexicon' in f: continue
    d=yaml.safe_load(open(f))
    def walk(x,p):
        if isinstance(x,dict):
            for k,v in x.items(): walk(v,p+'/'+str(k))
        elif isinstance(x,list):
            for v in x: walk(v,p)
        elif isinstance(x,str): old.setdefault(n(x),p)
    walk(d,f.split('/')[-1])
seen={}
for t in ['training','exam','grade']:
    out=[];cnt={}
    for l in open(t+'.txt'):
        l=l.rstrip('\n').strip()
        if not l: continue
        if l.startswith('## '): cur=l[3:]; out.append(('\n' if out else '')+cur+':')
        elif l.startswith('= '): lang=l[2:]; out.append('  '+lang+':')
        else:
            k=n(l)
            if k in seen: print('DUP',t,l,seen[k]); 
            if k in old: print('OLD',l,old[k]); continue
            if k in seen: continue
            seen[k]=cur
            out.append('    - '+json.dumps(l,ensure_ascii=False)); cnt[(cur,lang)]=cnt.get((cur,lang),0)+1
    p='/tmp/pix/wave2/%s.yaml'%t
    open(p,'w').write('\n'.join(out)+'\n')
    yaml.safe_load(open(p))
    for k,v in cnt.items(): print(*k,v)
